package io.github.softmaxregression.evaluation;

import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.MinibatchMemory;
import io.github.softmaxregression.model.Classifier;
import io.github.softmaxregression.model.Logits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;

/**
 * An image that a classifier took for something else.
 *
 * @param index which image of the set
 * @param truth its true class
 * @param predicted the class it was taken for
 * @param probability how sure the classifier was of that, in [0, 1]
 */
public record Mistake(int index, int truth, int predicted, double probability) {
  private static final int BATCH = 1000;

  /** The mistakes a classifier is surest of, the worst first. */
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public static List<Mistake> worst(Classifier classifier, ImageSet images, int count) {
    List<Mistake> mistakes = new ArrayList<>();
    FashionMnistIterator minibatches = FashionMnistIterator.inOrder(images, BATCH);
    int index = 0;
    while (minibatches.hasNext()) {
      Logits logits;
      try (MemoryWorkspace ignored = MinibatchMemory.enter()) {
        logits = Logits.of(classifier.logits(minibatches.next().getFeatures()));
      }
      for (int row = 0; row < logits.examples(); row++, index++) {
        int truth = images.label(index);
        int predicted = logits.predicted(row);
        if (predicted != truth) {
          mistakes.add(new Mistake(index, truth, predicted, logits.probabilities(row)[predicted]));
        }
      }
    }
    mistakes.sort(
        Comparator.comparingDouble(Mistake::probability)
            .reversed()
            .thenComparingInt(Mistake::index));
    return List.copyOf(mistakes.subList(0, Math.min(count, mistakes.size())));
  }
}
