package io.github.softmaxregression.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image that a model took for something else.
 *
 * @param index which image of the set
 * @param truth its true class
 * @param predicted the class it was taken for
 * @param probability the confidence in that, in [0, 1]
 */
public record Misclassification(int index, int truth, int predicted, double probability) {
  /** Finds the most confident errors, the most confident first. */
  public static List<Misclassification> mostConfident(Predictions predictions, int count) {
    return IntStream.range(0, predictions.size())
        .filter(i -> !predictions.correct(i))
        .mapToObj(
            i ->
                new Misclassification(
                    i,
                    predictions.truth()[i],
                    predictions.predicted()[i],
                    predictions.confidence()[i]))
        .sorted(
            Comparator.comparingDouble(Misclassification::probability)
                .reversed()
                .thenComparingInt(Misclassification::index))
        .limit(count)
        .toList();
  }
}
