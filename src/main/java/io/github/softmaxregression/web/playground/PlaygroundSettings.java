package io.github.softmaxregression.web.playground;

import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.training.Conditions;

/**
 * What a visitor has chosen for a run, within bounds that keep a shared machine free for others.
 *
 * @param kind the network, or the model by hand
 * @param epochs passes over the images, 1 to 100
 * @param batchSize images in a minibatch, 1 to all
 * @param learningRate factor of the gradient in a step, above 0
 * @param weightStdDev standard deviation of the starting weights, above 0
 * @param optimizer how a gradient becomes an update
 * @param l2 factor of half the sum of squared weights in the loss, 0 or more
 * @param gceQ of the generalized cross-entropy, from 0 (cross-entropy) to 1
 * @param images to learn from, the first so many of the training images, 100 to all
 * @param wrongLabels share of them that get another label, from 0 to 1
 * @param white what a white pixel is to the model: 1, or 255 where bytes are not scaled
 * @param seed decides the starting weights, the order, and which labels are wrong
 */
public record PlaygroundSettings(
    ModelKind kind,
    int epochs,
    int batchSize,
    double learningRate,
    double weightStdDev,
    Optimizer optimizer,
    double l2,
    double gceQ,
    int images,
    double wrongLabels,
    int white,
    long seed) {
  private static final int LEAST_IMAGES = 100;
  private static final int MOST_EPOCHS = 100;

  /**
   * Checks what bounds a run; {@link #hyperparameters} checks the rest.
   *
   * @throws IllegalArgumentException if one is outside its range; the message names it
   */
  public PlaygroundSettings {
    if (kind == null || optimizer == null) {
      throw new IllegalArgumentException(
          "no kind of model, or no optimizer:"
              + " expected NETWORK, SCRATCH or UNSTABLE, and SGD, NESTEROV or ADAM");
    }
    require(epochs >= 1 && epochs <= MOST_EPOCHS, "epochs", epochs, "1 to " + MOST_EPOCHS);
    require(images >= LEAST_IMAGES, "images", images, LEAST_IMAGES + " or more");
    require(batchSize <= images, "batch size", batchSize, "at most the " + images + " images");
    new Conditions(images, wrongLabels, white, null); // which checks the rest
  }

  private static void require(boolean holds, String name, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " " + found + ": expected " + expected);
    }
  }

  /**
   * Gives what the command {@code train} would be given.
   *
   * @throws IllegalArgumentException if a value is outside its range; the message names it
   */
  public Hyperparameters hyperparameters() {
    require(
        kind == ModelKind.NETWORK || optimizer == Optimizer.SGD && l2 == 0 && gceQ == 0,
        "the model by hand with optimizer, L2 and q",
        "%s, %s and %s".formatted(optimizer, l2, gceQ),
        "SGD, 0 and 0");
    return Hyperparameters.CHAPTER.with(
        s -> {
          s.epochs = epochs;
          s.batchSize = batchSize;
          s.learningRate = learningRate;
          s.weightStdDev = weightStdDev;
          s.optimizer = optimizer;
          s.momentum = optimizer.hasMomentum() ? 0.9 : 0;
          s.l2 = l2;
          s.gceQ = gceQ;
          s.seed = seed;
        });
  }

  /**
   * Gives what is decided beside the hyperparameters.
   *
   * @param minibatches after which the run was ended, or null
   */
  Conditions conditions(Integer minibatches) {
    return new Conditions(images, wrongLabels, white, minibatches);
  }
}
