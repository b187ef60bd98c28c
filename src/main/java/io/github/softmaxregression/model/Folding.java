package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Puts into W and b what would otherwise have to be computed beside them for every image. */
public final class Folding {
  private Folding() {}

  /**
   * Turns a network that was trained on images less a mean image into one that takes images as they
   * are: (x − m)W + b = xW + (b − mW).
   *
   * @param mean m [inputs]
   */
  public static SoftmaxNetwork withMeanFolded(
      SoftmaxNetwork network, Hyperparameters settings, float[] mean) {
    INDArray shift = Nd4j.createFromArray(mean).reshape(1, mean.length).mmul(network.weights());
    return GivenParameters.network(settings, network.weights(), network.bias().sub(shift));
  }

  /**
   * Goes the other way with parameters, to train on: xW + b = (x − m)W + (b + mW).
   *
   * @param parameters W in column-major order, then b
   * @param mean m [inputs]
   * @return W in the same order, then b + mW
   */
  public static float[] unfolded(float[] parameters, float[] mean) {
    float[] unfolded = parameters.clone();
    int classes = parameters.length / (mean.length + 1);
    for (int k = 0; k < classes; k++) {
      double shift = 0;
      for (int i = 0; i < mean.length; i++) {
        shift += (double) mean[i] * parameters[k * mean.length + i];
      }
      unfolded[classes * mean.length + k] += (float) shift;
    }
    return unfolded;
  }

  /**
   * Turns a network that was trained on pixels from 0 to a number into one that takes them from 0
   * to 1: (s·x)W = x(s·W).
   *
   * @param white s, above 0
   */
  public static SoftmaxNetwork withWhiteFolded(
      SoftmaxNetwork network, Hyperparameters settings, int white) {
    return white == 1
        ? network
        : GivenParameters.network(settings, network.weights().mul(white), network.bias());
  }

  /**
   * Divides the logits by a number: the predicted classes stay, their probabilities become more
   * even, or less.
   *
   * @param temperature above 0
   */
  public static SoftmaxNetwork temperatureScaled(
      SoftmaxNetwork network, Hyperparameters settings, double temperature) {
    return GivenParameters.network(
        settings, network.weights().div(temperature), network.bias().div(temperature));
  }
}
