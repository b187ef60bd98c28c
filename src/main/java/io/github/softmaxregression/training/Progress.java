package io.github.softmaxregression.training;

import io.github.softmaxregression.model.EpochTotals;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a run has got: enough to go on from, together with the model's state.
 *
 * @param table a row for each finished epoch
 * @param minibatches done of the epoch after them
 * @param counts of these minibatches
 * @param seconds that they took
 * @param best the best epoch so far, or null if nobody judges
 */
public record Progress(
    List<EpochMetrics> table, int minibatches, EpochTotals counts, double seconds, Best best) {

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
    return table.size() + 1;
  }

  /** The same run some minibatches of the same epoch later. */
  Progress within(int newMinibatches, EpochTotals newCounts, double newSeconds) {
    return new Progress(table, newMinibatches, newCounts, newSeconds, best);
  }

  /** The same run at the end of the epoch. */
  Progress after(EpochMetrics row, Best newBest) {
    List<EpochMetrics> rows = new ArrayList<>(table);
    rows.add(row);
    return new Progress(List.copyOf(rows), 0, EpochTotals.NONE, 0, newBest);
  }

  /** Whether so many epochs have passed since the best one that training ends; 0 for never. */
  boolean patienceExhausted(int patience) {
    return patience > 0 && best != null && table.size() - best.epoch() >= patience;
  }
}
