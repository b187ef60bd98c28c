package io.github.softmaxregression.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Compares two models on the same examples by McNemar's test: only those that one of them gets
 * right say which is better.
 *
 * @param bothRight examples that both got right
 * @param firstRight examples that only the first got right
 * @param secondRight examples that only the second got right
 * @param bothWrong examples that neither got right
 */
public record McNemarTest(int bothRight, int firstRight, int secondRight, int bothWrong) {
  /**
   * Counts the pairs of two models' predictions.
   *
   * @throws IllegalArgumentException if they are not of the same examples
   */
  public static McNemarTest of(Predictions first, Predictions second) {
    if (!Arrays.equals(first.truth(), second.truth())) {
      throw new IllegalArgumentException("predictions of different examples");
    }
    int[] counts = new int[4];
    for (int i = 0; i < first.size(); i++) {
      counts[(first.correct(i) ? 0 : 2) + (second.correct(i) ? 0 : 1)]++;
    }
    return new McNemarTest(counts[0], counts[1], counts[2], counts[3]);
  }

  /**
   * Computes how probable a difference at least as large is between models that are equally good:
   * the exact two-sided binomial test; 1 if they never differ.
   */
  public double probability() {
    int differing = firstRight + secondRight;
    if (differing == 0) {
      return 1;
    }
    double tail =
        new BinomialDistribution(null, differing, 0.5)
            .cumulativeProbability(Math.min(firstRight, secondRight));
    return Math.min(1, 2 * tail);
  }
}
