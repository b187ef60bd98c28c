package io.github.softmaxregression.training;

import io.github.softmaxregression.model.EpochTotals;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a run has got: enough to go on from, together with the model's state.
 *
 * @param epochs a row for each finished epoch
 * @param minibatches done of the epoch after them
 * @param totals of these minibatches
 * @param seconds that they took
 * @param best the best epoch so far, or null without a validation set
 */
public record Progress(
    List<EpochMetrics> epochs, int minibatches, EpochTotals totals, double seconds, Best best) {
  /** Before the first minibatch. */
  public static final Progress START = new Progress(List.of(), 0, EpochTotals.NONE, 0, null);

  /**
   * The epoch with the highest validation accuracy, the first of equals.
   *
   * @param epoch 1 for the first
   * @param accuracy on the examples held out for validation
   * @param parameters the model's after that epoch
   */
  public record Best(int epoch, double accuracy, float[] parameters) {}

  /** The epoch that is under way or comes next, 1 for the first. */
  public int epoch() {
    return epochs.size() + 1;
  }

  /** The last epoch that was finished. */
  public EpochMetrics lastEpoch() {
    return epochs.get(epochs.size() - 1);
  }

  /** Goes on by a minibatch. */
  Progress afterMinibatch(EpochTotals newTotals, double newSeconds) {
    return new Progress(epochs, minibatches + 1, newTotals, newSeconds, best);
  }

  /** Ends the epoch. */
  Progress afterEpoch(EpochMetrics row, Best newBest) {
    List<EpochMetrics> rows = new ArrayList<>(epochs);
    rows.add(row);
    return new Progress(List.copyOf(rows), 0, EpochTotals.NONE, 0, newBest);
  }

  /** Whether so many epochs have passed since the best one that training ends; 0 for never. */
  boolean patienceExhausted(int patience) {
    return patience > 0 && best != null && epochs.size() - best.epoch() >= patience;
  }
}
