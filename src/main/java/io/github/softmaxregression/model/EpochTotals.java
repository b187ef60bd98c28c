package io.github.softmaxregression.model;

/**
 * Sums over examples, from which exact averages follow, whatever the sizes of the minibatches.
 *
 * @param lossSum sum of the examples' cross-entropies, in nats
 * @param correct examples whose most probable class is the true one
 * @param seen examples
 */
public record EpochTotals(double lossSum, long correct, long seen) {
  /** Totals of no examples. */
  public static final EpochTotals NONE = new EpochTotals(0, 0, 0);

  /** Adds other totals. */
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

  /** Whether the loss is NaN, or beyond what a network's own numbers, float32, can hold. */
  public boolean diverged() {
    return !(lossSum <= Float.MAX_VALUE);
  }
}
