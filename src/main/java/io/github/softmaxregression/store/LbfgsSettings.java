package io.github.softmaxregression.store;

import java.util.List;

/**
 * What decides a training by L-BFGS, which looks at all images for each step and has neither a
 * learning rate nor minibatches.
 *
 * @param iterations passes over the images, at most
 * @param tolerance of the loss: less gain in an iteration ends the training
 * @param l1 factor of Σ|w| over the weights in the loss
 * @param l2 factor of ½Σw² over the weights in the loss
 * @param losses mean loss before the first iteration and after each
 */
public record LbfgsSettings(
    int iterations, double tolerance, double l1, double l2, List<Double> losses) {
  /** Copies the losses. */
  public LbfgsSettings {
    losses = List.copyOf(losses);
  }

  /** For example {@code L-BFGS, 100 iterations, L2 1.0E-5}. */
  public String describe() {
    return "%s, %d iterations%s%s"
        .formatted(
            l1 > 0 ? "OWL-QN" : "L-BFGS",
            losses.size() - 1,
            l1 > 0 ? ", L1 " + l1 : "",
            l2 > 0 ? ", L2 " + l2 : "");
  }
}
