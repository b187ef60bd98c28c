package io.github.softmaxregression.evaluation;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Model;
import java.util.List;

/**
 * Holds what a model says of each of some images.
 *
 * @param truth the true class of each
 * @param predicted the class that it was taken for
 * @param confidence how sure the classifier was of that, in [0, 1]
 * @param lossSum sum of the images' cross-entropies, in nats
 */
public record Predictions(int[] truth, int[] predicted, double[] confidence, double lossSum) {
  /** Classifies images. */
  public static Predictions of(Model model, ImageSet images) {
    int[] truth = new int[images.size()];
    int[] predicted = new int[images.size()];
    double[] confidence = new double[images.size()];
    double[] lossSum = {0};
    int[] index = {0};
    ForwardPass.over(
        images,
        model,
        (logits, labels) -> {
          for (int row = 0; row < labels.length; row++, index[0]++) {
            truth[index[0]] = labels[row];
            predicted[index[0]] = logits.predicted(row);
            confidence[index[0]] = logits.probabilities(row)[predicted[index[0]]];
            lossSum[0] += logits.crossEntropy(row, labels[row]);
          }
        });
    return new Predictions(truth, predicted, confidence, lossSum[0]);
  }

  /** Counts them. */
  public EvaluationReport report(List<String> classNames) {
    long[][] confusion = new long[classNames.size()][classNames.size()];
    for (int i = 0; i < size(); i++) {
      confusion[truth[i]][predicted[i]]++;
    }
    return new EvaluationReport(classNames, confusion, lossSum);
  }

  /** The number of images. */
  public int size() {
    return truth.length;
  }

  /** Whether an image was taken for what it is. */
  public boolean correct(int index) {
    return predicted[index] == truth[index];
  }
}
