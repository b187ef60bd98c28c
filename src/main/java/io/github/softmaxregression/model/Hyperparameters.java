package io.github.softmaxregression.model;

/**
 * What decides a training run, beside the data.
 *
 * @param epochs passes over the training images, 1 or more
 * @param batchSize images in a minibatch, 1 or more; the last minibatch of an epoch may be smaller
 * @param learningRate factor of the gradient in a step of plain SGD, above 0
 * @param weightStdDev standard deviation of the normal distribution that the weights start from,
 *     above 0; biases start at 0
 * @param seed decides the starting weights and the order of the images in each epoch
 */
public record Hyperparameters(
    int epochs, int batchSize, double learningRate, double weightStdDev, long seed) {

  /** The chapter's settings. */
  public static final Hyperparameters DEFAULTS = new Hyperparameters(10, 256, 0.1, 0.01, 42);

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException if one is outside its range; the message names it
   */
  public Hyperparameters {
    require(epochs >= 1, "epochs", epochs, "1 or more");
    require(batchSize >= 1, "batch size", batchSize, "1 or more");
    require(positive(learningRate), "learning rate", learningRate, "a number above 0");
    require(
        positive(weightStdDev),
        "standard deviation of the weights",
        weightStdDev,
        "a number above 0");
  }

  private static boolean positive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private static void require(boolean valid, String name, Object found, String expected) {
    if (!valid) {
      throw new IllegalArgumentException(name + " " + found + ": expected " + expected);
    }
  }
}
