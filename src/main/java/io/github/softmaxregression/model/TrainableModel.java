package io.github.softmaxregression.model;

import java.util.function.Consumer;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What the training loop needs to know of a model. */
public interface TrainableModel extends Model {
  /**
   * Trains on one pass over the minibatches, one update for each.
   *
   * @param minibatches features [b, inputs], one-hot labels [b, classes]
   * @param start counts of the pass's minibatches that were learned from before
   * @param progress is told the counts so far after each minibatch and its update; what it throws
   *     ends the pass
   * @return loss and hits of all examples, each minibatch measured before its update
   */
  EpochTotals fitEpoch(
      DataSetIterator minibatches, EpochTotals start, Consumer<EpochTotals> progress);

  /** The same for a whole pass. */
  default EpochTotals fitEpoch(DataSetIterator minibatches, Consumer<EpochTotals> progress) {
    return fitEpoch(minibatches, EpochTotals.NONE, progress);
  }

  /** A copy of all that the model carries from one minibatch to the next. */
  TrainingState state();

  /**
   * Goes back to a state of a model with the same settings.
   *
   * @param epochs how many it had finished then
   * @throws IllegalArgumentException if the state is of another size
   */
  void restore(TrainingState state, int epochs);

  /**
   * Takes other parameters.
   *
   * @param parameters W in column-major order, then b
   * @throws IllegalArgumentException if they are not as many as the model's
   */
  void replaceParameters(float[] parameters);
}
