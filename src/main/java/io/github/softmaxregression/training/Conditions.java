package io.github.softmaxregression.training;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Folding;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.util.Random;

/**
 * Decides, beside the hyperparameters, a run in which something is made worse on purpose, to see
 * what it does.
 *
 * @param images to learn from: the first so many of the training images, 1 or more
 * @param wrongLabels share of them that get another label, from 0 to 1
 * @param white what a white pixel is among the features: 1, or 255 where bytes are not scaled
 * @param minibatches after which the run was ended; null where it came to its end
 */
public record Conditions(int images, double wrongLabels, int white, Integer minibatches) {
  private static final int BYTE = 255;

  /** Throws an IllegalArgumentException if a value is impossible; the message names it. */
  public Conditions {
    require(images >= 1, "images", images, "1 or more");
    require(wrongLabels >= 0 && wrongLabels <= 1, "wrong labels", wrongLabels, "0 to 1");
    require(white == 1 || white == BYTE, "white", white, "1 or " + BYTE);
    require(minibatches == null || minibatches >= 1, "minibatches", minibatches, "1 or more");
  }

  private static void require(boolean holds, String name, Object found, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " " + found + ": expected " + expected);
    }
  }

  /** Whether these are those of the command {@code train}. */
  public boolean areUsual(ImageSet training) {
    return images == training.size() && wrongLabels == 0 && white == 1 && minibatches == null;
  }

  /**
   * Selects what is learned from; no pixel is copied.
   *
   * @param training all training images
   * @param seed decides which labels are wrong
   * @throws IllegalArgumentException if there are fewer than asked for
   */
  public ImageSet training(ImageSet training, long seed) {
    require(images <= training.size(), "images", images, "at most " + training.size());
    int classes = training.classNames().size();
    Random random = new Random(seed);
    byte[] labels = new byte[images];
    for (int i = 0; i < images; i++) {
      boolean wrong = random.nextDouble() < wrongLabels;
      int other = random.nextInt(classes - 1);
      int label = training.label(i);
      labels[i] = (byte) (wrong ? (label + 1 + other) % classes : label);
    }
    return test(training.withLabels(labels, training.classNames()));
  }

  /** Gives images to look at the features that a model of such a run takes. */
  public ImageSet test(ImageSet images) {
    return images.withWhite(white);
  }

  /**
   * Trains again under these conditions.
   *
   * @param all training images, of which some are taken
   * @param listener hears of it
   * @return the network, which takes pixels from 0 to 1
   */
  public SoftmaxNetwork train(
      ModelKind kind, Hyperparameters settings, ImageSet all, Trainer.Listener listener) {
    TrainingSetup setup = new TrainingSetup(kind, settings, training(all, settings.seed()));
    setup.train(Progress.START, null, null, listener, new End());
    return result(setup, settings);
  }

  /** Ends a run where the first was ended. */
  private final class End implements Trainer.Listener {
    private int done;

    @Override
    public boolean onMinibatch(Progress progress) {
      done++;
      return minibatches == null || done < minibatches;
    }
  }

  /** Returns the network that a setup has trained, for pixels from 0 to 1. */
  public SoftmaxNetwork result(TrainingSetup setup, Hyperparameters settings) {
    return Folding.withWhiteFolded(setup.result(), settings, white);
  }

  /** Describes them in a few words after where the images are from, as in {@code bundled}. */
  public String describe(String location) {
    return location
        + ", the first %d images".formatted(images)
        + (wrongLabels > 0 ? ", %s of the labels wrong".formatted(wrongLabels) : "")
        + (white > 1 ? ", pixels from 0 to %d".formatted(white) : "")
        + (minibatches == null ? "" : ", ended after %d minibatches".formatted(minibatches));
  }
}
