package io.github.softmaxregression.model;

/**
 * Sums over examples, from which exact averages follow, whatever the sizes of the minibatches.
 *
 * @param lossSum sum of the examples' cross-entropies, in nats
 * @param correct examples whose most probable class is the true one
 * @param seen examples
 */
public record EpochTotals(double lossSum, long correct, long seen) {
  /** Nothing seen. */
  public static final EpochTotals NONE = new EpochTotals(0, 0, 0);

  /** These and others together. */
  public EpochTotals plus(EpochTotals other) {
    return new EpochTotals(lossSum + other.lossSum, correct + other.correct, seen + other.seen);
  }

  /** Mean cross-entropy of an example, in nats; NaN if none was seen. */
  public double meanLoss() {
    return lossSum / seen;
  }

  /** The share of correct examples, in [0, 1]; NaN if none was seen. */
  public double accuracy() {
    return (double) correct / seen;
  }
}
