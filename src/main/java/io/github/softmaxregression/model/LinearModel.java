package io.github.softmaxregression.model;

import io.github.softmaxregression.data.memory.HostMemory;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes a trained softmax regression's o = xW + b in plain Java: a few thousand multiplications,
 * which are over long before ND4J would have started. Any number of threads may share it.
 */
public final class LinearModel implements Model {
  private final double[] weights; // [inputs, classes] in row-major order
  private final double[] biases; // [classes]
  private final int inputs;
  private final int classes;

  /**
   * Copies a network's parameters. Sums are float64: at least as exact as the network's own.
   *
   * @param parameters W [inputs, classes] in column-major order, then b [classes]
   */
  public LinearModel(double[] parameters, int inputs, int classes) {
    this.weights = new double[inputs * classes];
    this.biases = Arrays.copyOfRange(parameters, inputs * classes, (inputs + 1) * classes);
    this.inputs = inputs;
    this.classes = classes;
    for (int k = 0; k < inputs; k++) {
      for (int label = 0; label < classes; label++) {
        weights[k * classes + label] = parameters[label * inputs + k];
      }
    }
  }

  /** Features of an example. */
  public int inputs() {
    return inputs;
  }

  /** Classes to choose from. */
  public int classes() {
    return classes;
  }

  /** Copies the weights of a class [inputs]. */
  public float[] weights(int label) {
    float[] copy = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      copy[k] = (float) weights[k * classes + label];
    }
    return copy;
  }

  /** The bias of a class. */
  public float bias(int label) {
    return (float) biases[label];
  }

  @Override
  public Logits logits(float[] features, int n) {
    float[] logits = new float[n * classes];
    for (int i = 0; i < n; i++) {
      double[] sums = sums(features, i * inputs);
      for (int label = 0; label < classes; label++) {
        logits[i * classes + label] = (float) sums[label];
      }
    }
    return new Logits(logits, classes);
  }

  /**
   * Sums for all classes at once, so that what is black is left out: half of an image, mostly.
   * Takes four pixels at a time, so that a sum is read and written once for them.
   */
  private double[] sums(float[] features, int start) {
    double[] sums = biases.clone();
    int k = 0;
    for (; k + 3 < inputs; k += 4) {
      double a = features[start + k];
      double b = features[start + k + 1];
      double c = features[start + k + 2];
      double d = features[start + k + 3];
      if (a != 0 || b != 0 || c != 0 || d != 0) {
        for (int label = 0; label < classes; label++) {
          int w = k * classes + label;
          sums[label] +=
              a * weights[w]
                  + b * weights[w + classes]
                  + c * weights[w + 2 * classes]
                  + d * weights[w + 3 * classes];
        }
      }
    }
    for (; k < inputs; k++) {
      for (int label = 0; label < classes; label++) {
        sums[label] += features[start + k] * weights[k * classes + label];
      }
    }
    return sums;
  }

  @Override
  public Logits logits(INDArray features) {
    return logits(HostMemory.rows(features), Math.toIntExact(features.size(0)));
  }
}
