package io.github.softmaxregression.web.playground;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Optimizer;
import java.util.Random;
import java.util.stream.IntStream;

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
          "no kind of model, or no optimizer: expected NETWORK or SCRATCH, and SGD, NESTEROV or ADAM");
    }
    require(epochs >= 1 && epochs <= MOST_EPOCHS, "epochs", epochs, "1 to " + MOST_EPOCHS);
    require(images >= LEAST_IMAGES, "images", images, LEAST_IMAGES + " or more");
    require(wrongLabels >= 0 && wrongLabels <= 1, "wrong labels", wrongLabels, "0 to 1");
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
        "the model by hand with",
        optimizer,
        "SGD, cross-entropy and no L2");
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
   * Selects what is learned from, some of it under a wrong label.
   *
   * @param training all training images
   * @throws IllegalArgumentException if there are fewer than asked for
   */
  public ImageSet training(ImageSet training) {
    require(images <= training.size(), "images", images, "at most " + training.size());
    require(batchSize <= images, "batch size", batchSize, "at most the " + images + " images");
    if (images == training.size() && wrongLabels == 0) {
      return training;
    }
    return wrongLabels == 0
        ? training.select(IntStream.range(0, images).toArray())
        : mislabelled(training);
  }

  private ImageSet mislabelled(ImageSet right) {
    int classes = right.classNames().size();
    Random random = new Random(seed);
    byte[] pixels = new byte[images * right.pixelsPerImage()];
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      System.arraycopy(
          right.image(i), 0, pixels, i * right.pixelsPerImage(), right.pixelsPerImage());
      boolean wrong = random.nextDouble() < wrongLabels;
      int other = random.nextInt(classes - 1);
      int label = right.label(i);
      labels[i] = (byte) (wrong ? (label + 1 + other) % classes : label);
    }
    return ImageSet.of(pixels, labels, right.height(), right.width(), right.classNames());
  }
}
