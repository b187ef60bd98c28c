package io.github.softmaxregression.evaluation;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.MinibatchWorkspace;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.model.Model;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;

/**
 * What a classifier says of each of some images.
 *
 * @param truth the true class of each
 * @param predicted the class that it was taken for
 * @param confidence how sure the classifier was of that, in [0, 1]
 * @param lossSum sum of the images' cross-entropies, in nats
 */
public record Predictions(int[] truth, int[] predicted, double[] confidence, double lossSum) {
  private static final int BATCH = 1000;

  /** Classifies images. */
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public static Predictions of(Model model, ImageSet images) {
    int[] truth = new int[images.size()];
    int[] predicted = new int[images.size()];
    double[] confidence = new double[images.size()];
    ImageSetIterator minibatches = ImageSetIterator.inOrder(images, BATCH);
    double lossSum = 0;
    int index = 0;
    while (minibatches.hasNext()) {
      Logits logits;
      try (MemoryWorkspace ignored = MinibatchWorkspace.enter()) {
        logits = Logits.of(model.logits(minibatches.next().getFeatures()));
      }
      for (int row = 0; row < logits.examples(); row++, index++) {
        truth[index] = images.label(index);
        predicted[index] = logits.predicted(row);
        lossSum += logits.crossEntropy(row, truth[index]);
        confidence[index] = logits.probabilities(row)[predicted[index]];
      }
    }
    return new Predictions(truth, predicted, confidence, lossSum);
  }

  /** The counts that follow. */
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
