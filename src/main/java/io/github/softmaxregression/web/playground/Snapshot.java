package io.github.softmaxregression.web.playground;

import io.github.softmaxregression.training.EpochMetrics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/**
 * What a run looks like at a moment.
 *
 * @param version counts a run's snapshots, from 0
 * @param state how it goes on
 * @param epoch the one under way, 1 for the first
 * @param minibatch done of it
 * @param minibatches in an epoch
 * @param step minibatches learned from since the beginning
 * @param loss mean of the last minibatch's examples before its update; null before the first
 * @param accuracy share of correct examples in that minibatch; null before the first
 * @param update Euclidean length of the last change of the weights, over the learning rate: with
 *     plain SGD that of the gradient; null before the first
 * @param epochs a row for each finished epoch
 * @param confusion [truth][answer], counts over the test images after the last epoch; null before
 * @param problem what has ended the run, or null
 * @param parameters W [pixels, classes] in column-major order, then b, as little-endian float32 in
 *     Base64, for pixels from 0 to 1
 */
public record Snapshot(
    long version,
    State state,
    int epoch,
    int minibatch,
    int minibatches,
    int step,
    Double loss,
    Double accuracy,
    Double update,
    List<EpochMetrics> epochs,
    long[][] confusion,
    String problem,
    String parameters) {
  /** How a run goes on. */
  public enum State {
    RUNNING,
    PAUSED,
    /** Its epochs are over. */
    DONE,
    /** The loss is no number any more. */
    DIVERGED,
    /** Ended before its time. */
    STOPPED;

    /** Tells whether nothing more comes. */
    boolean isOver() {
      return this == DONE || this == DIVERGED || this == STOPPED;
    }
  }

  /** Is the same, but for how it goes on, and why. */
  Snapshot with(State next, String why) {
    return new Snapshot(
        version + 1,
        next,
        epoch,
        minibatch,
        minibatches,
        step,
        loss,
        accuracy,
        update,
        epochs,
        confusion,
        why,
        parameters);
  }

  /**
   * Encodes parameters.
   *
   * @param weights how many of them multiply pixels
   * @param white what a white pixel is to the model
   */
  static String base64(float[] parameters, int weights, int white) {
    ByteBuffer bytes =
        ByteBuffer.allocate(parameters.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < parameters.length; i++) {
      bytes.putFloat(i < weights ? white * parameters[i] : parameters[i]);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
