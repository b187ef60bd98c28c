package io.github.softmaxregression.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What decides a training run, beside the data.
 *
 * @param epochs passes over the training images, 1 or more
 * @param batchSize images in a minibatch, 1 or more; the last minibatch of an epoch may be smaller
 * @param learningRate factor of the gradient in a step, above 0; of the first epoch, if a schedule
 *     changes it
 * @param weightStdDev standard deviation of the normal distribution that the weights start from,
 *     above 0; biases start at 0
 * @param seed decides the starting weights, the order of the images in each epoch, and which of
 *     them are held out for validation
 * @param optimizer how a gradient becomes an update
 * @param momentum of the optimizers that have one, from 0 to below 1
 * @param schedule how the learning rate changes
 * @param l1 factor of Σ|w| over the weights in the loss, 0 or more
 * @param l2 factor of ½Σw² over the weights in the loss, 0 or more
 * @param labelSmoothing share of a label's probability that is spread over all classes, from 0 to
 *     below 1
 * @param robustness q of the generalized cross-entropy (1 − pᵠ)/q of a label's probability p (Zhang
 *     and Sabuncu, arXiv 1805.07836), from 0, where it is cross-entropy, to 1: the higher, the less
 *     an example counts that the model finds improbable
 * @param dropout share of the pixels that are set to 0 in training, others each time, from 0 to
 *     below 1
 * @param centered whether the mean training image is subtracted from every image
 * @param validation share of each class's training images held out to choose the best epoch by,
 *     from 0 to below 1
 * @param patience epochs without a better validation accuracy after which training ends; 0 for
 *     never
 */
public record Hyperparameters(
    int epochs,
    int batchSize,
    double learningRate,
    double weightStdDev,
    long seed,
    Optimizer optimizer,
    double momentum,
    LearningRateSchedule schedule,
    double l1,
    double l2,
    double labelSmoothing,
    double robustness,
    double dropout,
    boolean centered,
    double validation,
    int patience) {

  /** The chapter's settings. */
  public static final Hyperparameters DEFAULTS = new Hyperparameters(10, 256, 0.1, 0.01, 42);

  /** Plain SGD, as in the chapter: no schedule, no regularization, nothing held out. */
  public Hyperparameters(
      int epochs, int batchSize, double learningRate, double weightStdDev, long seed) {
    this(
        epochs,
        batchSize,
        learningRate,
        weightStdDev,
        seed,
        Optimizer.SGD,
        0,
        LearningRateSchedule.CONSTANT,
        0,
        0,
        0,
        0,
        0,
        false,
        0,
        0);
  }

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException if one is outside its range; the message names it
   */
  public Hyperparameters {
    // Zips made before there was a choice do not name these.
    optimizer = optimizer == null ? Optimizer.SGD : optimizer;
    schedule = schedule == null ? LearningRateSchedule.CONSTANT : schedule;
    require(epochs >= 1, "epochs", epochs, "1 or more");
    require(batchSize >= 1, "batch size", batchSize, "1 or more");
    require(positive(learningRate), "learning rate", learningRate, "a number above 0");
    require(
        positive(weightStdDev),
        "standard deviation of the weights",
        weightStdDev,
        "a number above 0");
    requireShare("momentum", momentum);
    require(
        momentum == 0 || optimizer.hasMomentum(),
        "momentum",
        momentum,
        "the optimizer momentum or nesterov, which have one");
    require(l1 == 0 || positive(l1), "L1", l1, "0 or a number above it");
    require(l2 == 0 || positive(l2), "L2", l2, "0 or a number above it");
    requireShare("label smoothing", labelSmoothing);
    require(robustness >= 0 && robustness <= 1, "robustness", robustness, "from 0 to 1");
    requireShare("dropout", dropout);
    requireShare("validation", validation);
    require(patience >= 0, "patience", patience, "0 or more");
    require(
        patience == 0 || validation > 0, "patience", patience, "a validation share to judge by");
  }

  /** In a few words, the learning rate first, as in {@code SGD 0.1, batch size 256, seed 42}. */
  public String describe() {
    List<String> words = new ArrayList<>();
    words.add(
        switch (optimizer) {
          case SGD -> "SGD " + learningRate;
          case ADAM -> "Adam " + learningRate;
          case MOMENTUM, NESTEROV ->
              "SGD %s with %s %s".formatted(learningRate, lower(optimizer), momentum);
        });
    if (schedule != LearningRateSchedule.CONSTANT) {
      words.add(lower(schedule));
    }
    if (l1 > 0) {
      words.add("L1 " + small(l1));
    }
    if (l2 > 0) {
      words.add("L2 " + small(l2));
    }
    if (labelSmoothing > 0) {
      words.add("labels smoothed by " + labelSmoothing);
    }
    if (robustness > 0) {
      words.add("robustness " + robustness);
    }
    if (dropout > 0) {
      words.add("dropout " + dropout);
    }
    if (centered) {
      words.add("images centred");
    }
    words.add("batch size " + batchSize);
    words.add("seed " + seed);
    return String.join(", ", words);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String small(double value) {
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }

  private static boolean positive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private static void requireShare(String name, double value) {
    require(value >= 0 && value < 1, name, value, "0 or more and less than 1");
  }

  private static void require(boolean valid, String name, Object found, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(name + " " + found + ": expected " + expected);
    }
  }
}
