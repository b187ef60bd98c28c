package io.github.softmaxregression.model;

import org.nd4j.linalg.dataset.DataSet;

/** What the training loop needs to know of a model. */
public interface TrainableModel extends Model {
  /**
   * Carries all that a model needs to go on from one minibatch to the next.
   *
   * @param parameters W in column-major order, then b
   * @param updater what the optimizer remembers, such as velocities; empty if nothing
   * @param iterations minibatches learned from
   */
  record State(float[] parameters, float[] updater, int iterations) {}

  /** Begins an epoch, 0 for the first: the learning rate may depend on it. */
  default void startEpoch(int epoch) {}

  /**
   * Measures a minibatch, then updates the parameters by its gradient.
   *
   * @param minibatch features [b, inputs], labels one-hot [b, classes]
   * @return loss and correct examples before the update
   */
  EpochTotals step(DataSet minibatch);

  /** Copies the model's state. */
  State state();

  /**
   * Goes back to a state of a model with the same settings.
   *
   * @throws IllegalArgumentException if the state is of another size
   */
  void restore(State state);

  /**
   * Takes other parameters.
   *
   * @param parameters W in column-major order, then b
   * @throws IllegalArgumentException if they are not as many as the model's
   */
  void replaceParameters(float[] parameters);
}
