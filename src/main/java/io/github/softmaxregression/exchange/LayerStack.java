package io.github.softmaxregression.exchange;

import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts layers on one another. What only scales and shifts values, a normalizer or a batch
 * normalization, goes into the weights beside it.
 */
final class LayerStack {
  private final List<Layer> layers = new ArrayList<>();

  // What the values are still to be multiplied by, and added: before the next layer's sums, or
  // behind the last one's, as long as no activation follows them. Null for nothing.
  private double[] scale;
  private double[] shift;

  private long parameters;

  /**
   * Multiplies each value by a factor and adds a constant.
   *
   * @throws IllegalArgumentException if they are not as many as there are values
   */
  void affine(double[] factor, double[] constant) {
    int values = scale != null ? scale.length : layers.isEmpty() ? factor.length : last().outputs();
    if (factor.length != values || constant.length != values) {
      throw new IllegalArgumentException(
          "%d factors and %d constants for %d values"
              .formatted(factor.length, constant.length, values));
    }
    if (scale == null) {
      scale = factor.clone();
      shift = constant.clone();
      return;
    }
    for (int i = 0; i < factor.length; i++) {
      scale[i] *= factor[i];
      shift[i] = factor[i] * shift[i] + constant[i];
    }
  }

  /** Puts factors that follow sums into them; once, since it copies all weights. */
  private void settle() {
    if (scale == null || layers.isEmpty() || last().activation() != LayerActivation.IDENTITY) {
      return;
    }
    Layer last = last();
    float[] weights = last.weights().clone();
    float[] bias = last.bias().clone();
    for (int k = 0; k < scale.length; k++) {
      for (int i = 0; i < last.inputs() && scale[k] != 1; i++) {
        int at = i * last.outputs() + k;
        weights[at] = (float) (scale[k] * weights[at]);
      }
      bias[k] = (float) (scale[k] * bias[k] + shift[k]);
    }
    scale = null;
    shift = null;
    replaceLast(weights, bias, LayerActivation.IDENTITY);
  }

  /**
   * Adds sums xW + b, without an activation yet.
   *
   * @param weights W [inputs, outputs] in row-major order; not changed
   * @param bias b [outputs]; not changed
   * @throws IllegalArgumentException if they do not fit what is there, or are too many
   */
  void dense(int inputs, int outputs, float[] weights, float[] bias) {
    settle();
    parameters += (long) inputs * outputs + outputs;
    if (parameters > DenseClassifier.MOST_PARAMETERS
        || layers.size() >= DenseClassifier.MOST_LAYERS) {
      throw new IllegalArgumentException(
          "more than %,d layers or %,d parameters"
              .formatted(DenseClassifier.MOST_LAYERS, DenseClassifier.MOST_PARAMETERS));
    }
    if (scale == null) {
      layers.add(new Layer(inputs, outputs, weights, bias, LayerActivation.IDENTITY));
      return;
    }
    if (scale.length != inputs) {
      throw new IllegalArgumentException(
          "a layer of %d inputs for %d values".formatted(inputs, scale.length));
    }
    float[] folded = weights.clone();
    double[] sums = new double[outputs];
    for (int i = 0; i < inputs; i++) {
      for (int k = 0; k < outputs; k++) {
        int at = i * outputs + k;
        sums[k] += shift[i] * weights[at];
        folded[at] = (float) (scale[i] * weights[at]);
      }
    }
    float[] shifted = bias.clone();
    for (int k = 0; k < outputs; k++) {
      shifted[k] = (float) (bias[k] + sums[k]);
    }
    layers.add(new Layer(inputs, outputs, folded, shifted, LayerActivation.IDENTITY));
    scale = null;
    shift = null;
  }

  /** Lets a function follow the sums of the layer before, which has none yet. */
  void activate(LayerActivation activation) {
    if (activation == LayerActivation.IDENTITY) {
      return;
    }
    settle();
    if (layers.isEmpty() || scale != null || last().activation() != LayerActivation.IDENTITY) {
      throw new IllegalArgumentException("an activation that follows no sums");
    }
    replaceLast(last().weights(), last().bias(), activation);
  }

  private Layer last() {
    return layers.get(layers.size() - 1);
  }

  private void replaceLast(float[] weights, float[] bias, LayerActivation activation) {
    Layer last = last();
    layers.set(
        layers.size() - 1, new Layer(last.inputs(), last.outputs(), weights, bias, activation));
  }

  /** Makes a classifier of them; of sums at their end softmax makes probabilities. */
  DenseClassifier classifier() {
    settle();
    if (scale != null) {
      throw new IllegalArgumentException(
          "factors of %s, before no layer"
              .formatted(layers.isEmpty() ? "the pixels alone" : "an activation's values"));
    }
    if (!layers.isEmpty()) {
      if (last().activation() == LayerActivation.IDENTITY) {
        activate(LayerActivation.SOFTMAX);
      } else if (last().activation() != LayerActivation.SOFTMAX) {
        throw new IllegalArgumentException(
            "a last layer with %s, not softmax".formatted(last().activation()));
      }
    }
    return new DenseClassifier(layers);
  }
}
