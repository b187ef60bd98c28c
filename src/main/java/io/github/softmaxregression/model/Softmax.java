package io.github.softmaxregression.model;

/**
 * Computes softmax of a row of logits on the host: ŷ_j = exp(o_j) / Σ_k exp(o_k). The largest logit
 * is taken out first, which leaves the quotient as it is: no exponential overflows, and their sum
 * is at least 1.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * Computes the exponentials exp(s(o_k − max o)) of a row.
   *
   * @param logits rows of logits, of which one begins at {@code start}
   * @param largest position in the row of its largest logit, max o
   * @param scale s, 1 for softmax itself
   * @param exponentials receives one value for each class
   * @return their sum, the partition function
   */
  public static double exponentials(
      float[] logits, int start, int largest, double scale, double[] exponentials) {
    double max = logits[start + largest];
    double partition = 0;
    for (int k = 0; k < exponentials.length; k++) {
      exponentials[k] = Math.exp(scale * (logits[start + k] - max));
      partition += exponentials[k];
    }
    return partition;
  }

  /** Finds the position, counted from {@code start}, of the largest of some values. */
  public static int argMax(float[] values, int start, int count) {
    int largest = 0;
    for (int k = 1; k < count; k++) {
      if (values[start + k] > values[start + largest]) {
        largest = k;
      }
    }
    return largest;
  }
}
