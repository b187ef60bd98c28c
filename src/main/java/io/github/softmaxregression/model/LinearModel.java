package io.github.softmaxregression.model;

import io.github.softmaxregression.data.memory.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes a trained softmax regression's o = xW + b in plain Java: a few thousand multiplications,
 * which are over long before ND4J would have started. Any number of threads may share it.
 */
public final class LinearModel implements Model {
  private final double[] parameters; // W [inputs, classes] in column-major order, then b [classes]
  private final int inputs;
  private final int classes;

  /**
   * Takes a network's parameters, without a copy. Sums are float64: at least as exact as the
   * network's own.
   *
   * @param parameters W [inputs, classes] in column-major order, then b [classes]
   */
  public LinearModel(double[] parameters, int inputs, int classes) {
    this.parameters = parameters;
    this.inputs = inputs;
    this.classes = classes;
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
    float[] weights = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      weights[k] = (float) parameters[label * inputs + k];
    }
    return weights;
  }

  /** The bias of a class. */
  public float bias(int label) {
    return (float) parameters[inputs * classes + label];
  }

  @Override
  public Logits logits(float[] features, int n) {
    float[] logits = new float[n * classes];
    double[] x = new double[inputs];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < inputs; k++) {
        x[k] = features[i * inputs + k];
      }
      for (int label = 0; label < classes; label++) {
        logits[i * classes + label] = logit(x, label);
      }
    }
    return new Logits(logits, classes);
  }

  /** Sums in four lanes: each waits for its own last sum alone. */
  private float logit(double[] x, int label) {
    int w = label * inputs;
    double a = parameters[inputs * classes + label];
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 3 < inputs; k += 4) {
      a += x[k] * parameters[w + k];
      b += x[k + 1] * parameters[w + k + 1];
      c += x[k + 2] * parameters[w + k + 2];
      d += x[k + 3] * parameters[w + k + 3];
    }
    for (; k < inputs; k++) {
      a += x[k] * parameters[w + k];
    }
    return (float) (a + b + c + d);
  }

  @Override
  public Logits logits(INDArray features) {
    return logits(HostMemory.rows(features), Math.toIntExact(features.size(0)));
  }
}
