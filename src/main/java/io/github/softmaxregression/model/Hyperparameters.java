package io.github.softmaxregression.model;

import com.google.gson.annotations.SerializedName;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Decides a training run, beside the data. The first five are the chapter's; the others refine it
 * and are off by default. Other settings are made from these by name, as in {@code
 * Hyperparameters.CHAPTER.with(s -> s.epochs = 5)}.
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
 * @param l2 factor of ½Σw² over the weights in the loss, 0 or more; if preconditioned, of ½Σmw²
 *     with the pixels' means m
 * @param gceQ q of the generalized cross-entropy (1 − pᵠ)/q of a label's probability p (Zhang and
 *     Sabuncu, arXiv 1805.07836), from 0, where it is cross-entropy, to 1: the higher, the less an
 *     example counts that the model finds improbable
 * @param dropout share of the pixels that are set to 0 in training, others each time, from 0 to
 *     below 1
 * @param centered whether the mean training image is subtracted from every image
 * @param preconditioned whether steps are fitted to the images, see {@link Preconditioner}
 * @param augment how much each image is varied, anew in each epoch
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
    @SerializedName(value = "gceQ", alternate = "robustness") double gceQ,
    double dropout,
    boolean centered,
    boolean preconditioned,
    Augment augment,
    double validation,
    int patience) {
  /** The chapter's settings. */
  public static final Hyperparameters CHAPTER = new Draft().build();

  /** Takes settings by name; begins with the chapter's. */
  public static final class Draft {
    public int epochs = 10;
    public int batchSize = 256;
    public double learningRate = 0.1;
    public double weightStdDev = 0.01;
    public long seed = 42;
    public Optimizer optimizer = Optimizer.SGD;
    public double momentum;
    public LearningRateSchedule schedule = LearningRateSchedule.CONSTANT;
    public double l1;
    public double l2;
    public double gceQ;
    public double dropout;
    public boolean centered;
    public boolean preconditioned;
    public Augment augment = Augment.NONE;
    public double validation;
    public int patience;

    private Draft() {}

    private Hyperparameters build() {
      return new Hyperparameters(
          epochs,
          batchSize,
          learningRate,
          weightStdDev,
          seed,
          optimizer,
          momentum,
          schedule,
          l1,
          l2,
          gceQ,
          dropout,
          centered,
          preconditioned,
          augment,
          validation,
          patience);
    }
  }

  /**
   * Makes settings that differ from these in what is changed.
   *
   * @throws IllegalArgumentException if one is outside its range; the message names it
   */
  public Hyperparameters with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.epochs = epochs;
    draft.batchSize = batchSize;
    draft.learningRate = learningRate;
    draft.weightStdDev = weightStdDev;
    draft.seed = seed;
    draft.optimizer = optimizer;
    draft.momentum = momentum;
    draft.schedule = schedule;
    draft.l1 = l1;
    draft.l2 = l2;
    draft.gceQ = gceQ;
    draft.dropout = dropout;
    draft.centered = centered;
    draft.preconditioned = preconditioned;
    draft.augment = augment;
    draft.validation = validation;
    draft.patience = patience;
    change.accept(draft);
    return draft.build();
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
    augment = augment == null ? Augment.NONE : augment;
    require(epochs >= 1, "epochs", epochs, "1 or more");
    require(batchSize >= 1, "batch size", batchSize, "1 or more");
    require(positive(learningRate), "learning rate", learningRate, "a number above 0");
    String deviation = "standard deviation of the weights";
    require(positive(weightStdDev), deviation, weightStdDev, "a number above 0");
    requireShare("momentum", momentum);
    String nesterov = "the optimizer nesterov, which has one";
    require(momentum == 0 || optimizer.hasMomentum(), "momentum", momentum, nesterov);
    require(l1 == 0 || positive(l1), "L1", l1, "0 or a number above it");
    require(l2 == 0 || positive(l2), "L2", l2, "0 or a number above it");
    require(gceQ >= 0 && gceQ <= 1, "q of the generalized cross-entropy", gceQ, "from 0 to 1");
    requireShare("dropout", dropout);
    requireShare("validation", validation);
    require(patience >= 0, "patience", patience, "0 or more");
    require(
        patience == 0 || validation > 0, "patience", patience, "a validation share to judge by");
  }

  /** In a few words, the learning rate first, as in {@code SGD 0.1, batch size 256, seed 42}. */
  public String describe() {
    String step =
        switch (optimizer) {
          case SGD -> "SGD " + learningRate;
          case ADAM -> "Adam " + learningRate;
          case NESTEROV -> "SGD %s with Nesterov momentum %s".formatted(learningRate, momentum);
          case POLYAK -> "SGD %s with momentum %s".formatted(learningRate, momentum);
        };
    boolean scheduled = schedule != LearningRateSchedule.CONSTANT;
    return step
        + (scheduled ? ", " + schedule.name().toLowerCase(Locale.ROOT) : "")
        + (l1 > 0 ? ", L1 " + small(l1) : "")
        + (l2 > 0 ? ", L2 " + small(l2) : "")
        + (gceQ > 0 ? ", generalized cross-entropy " + gceQ : "")
        + (dropout > 0 ? ", dropout " + dropout : "")
        + (centered ? ", images centred" : "")
        + (preconditioned ? ", preconditioned" : "")
        + (augment == Augment.NONE ? "" : ", images varied")
        + ", batch size %d, seed %d".formatted(batchSize, seed);
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
