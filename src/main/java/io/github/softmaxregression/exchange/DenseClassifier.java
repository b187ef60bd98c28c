package io.github.softmaxregression.exchange;

import java.util.Arrays;
import java.util.List;

/**
 * Classifies rows of pixels from 0 to 1 by fully connected layers, in plain arrays: what every
 * format here can hold.
 *
 * @param layers in their order; the last one's activation is softmax
 */
public record DenseClassifier(List<Layer> layers) {
  /** Limits layers to more than anybody needs of this kind. */
  static final int MOST_LAYERS = 100;

  /** Limits parameters to what fits the memory of a small machine. */
  static final int MOST_PARAMETERS = 1 << 25;

  /**
   * Computes f(xW + b).
   *
   * @param weights W [inputs, outputs] in row-major order
   * @param bias b [outputs]
   * @param activation f
   */
  public record Layer(
      int inputs, int outputs, float[] weights, float[] bias, LayerActivation activation) {
    /** Throws an IllegalArgumentException if sizes do not fit or a value is no number. */
    public Layer {
      if (inputs < 1 || outputs < 1 || weights.length != (long) inputs * outputs) {
        throw new IllegalArgumentException(
            "%d weights for %d inputs and %d outputs".formatted(weights.length, inputs, outputs));
      }
      if (bias.length != outputs) {
        throw new IllegalArgumentException(
            "%d biases for %d outputs".formatted(bias.length, outputs));
      }
      requireFinite(weights, "weight");
      requireFinite(bias, "bias");
    }

    private static void requireFinite(float[] values, String name) {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          throw new IllegalArgumentException("a %s of %s".formatted(name, value));
        }
      }
    }

    /** Lists W in column-major order, then b, as Deeplearning4j's networks do. */
    public float[] parameters() {
      float[] all =
          Arrays.copyOf(Matrix.transposed(weights, inputs, outputs), weights.length + outputs);
      System.arraycopy(bias, 0, all, weights.length, outputs);
      return all;
    }

    double[] apply(double[] x) {
      double[] sums = new double[outputs];
      for (int k = 0; k < outputs; k++) {
        sums[k] = bias[k];
      }
      for (int i = 0; i < inputs; i++) {
        if (x[i] != 0) { // most pixels are black
          for (int k = 0; k < outputs; k++) {
            sums[k] += x[i] * weights[i * outputs + k];
          }
        }
      }
      activation.apply(sums);
      return sums;
    }
  }

  /** Throws an IllegalArgumentException if layers do not fit together. */
  public DenseClassifier {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
      throw new IllegalArgumentException(layers.size() + " layers: expected 1 to " + MOST_LAYERS);
    }
    for (int i = 1; i < layers.size(); i++) {
      int before = layers.get(i - 1).outputs;
      if (layers.get(i).inputs != before) {
        throw new IllegalArgumentException(
            "a layer of %d inputs behind one of %d outputs"
                .formatted(layers.get(i).inputs, before));
      }
    }
    if (layers.get(layers.size() - 1).outputs < 2) {
      throw new IllegalArgumentException("1 class, fewer than 2");
    }
    if (layers.get(layers.size() - 1).activation != LayerActivation.SOFTMAX) {
      throw new IllegalArgumentException("a last layer without softmax");
    }
  }

  /** Pixels of an image. */
  public int inputs() {
    return layers.get(0).inputs;
  }

  /** Classes to choose from. */
  public int classes() {
    return layers.get(layers.size() - 1).outputs;
  }

  /**
   * Computes the probabilities of one image, in double precision.
   *
   * @param pixels [inputs], from 0 to 1
   * @return [classes]
   */
  public double[] probabilities(double[] pixels) {
    double[] values = pixels;
    for (Layer layer : layers) {
      values = layer.apply(values);
    }
    return values;
  }
}
