package io.github.softmaxregression.model;

import io.github.softmaxregression.data.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The scores of some examples before softmax, on the host, and what follows from them one example
 * at a time. Immutable.
 */
public final class Logits {
  private final float[] values; // [n, classes] in row-major order
  private final int classes;

  private Logits(float[] values, int classes) {
    this.values = values;
    this.classes = classes;
  }

  /** Copies logits [n, classes], in any layout, from wherever the backend keeps them. */
  public static Logits of(INDArray logits) {
    return new Logits(HostMemory.rows(logits), Math.toIntExact(logits.size(1)));
  }

  /** The number of examples, n. */
  public int examples() {
    return values.length / classes;
  }

  /** The class with the largest logit, the first of equals. */
  public int predicted(int example) {
    return HostMemory.largest(values, example * classes, classes);
  }

  /** −log ŷ of a class, in nats: the loss if the class is the true one. */
  public double crossEntropy(int example, int label) {
    return crossEntropy(example, label, 1);
  }

  /** The same for logits that are multiplied by a positive number. */
  public double crossEntropy(int example, int label, double scale) {
    return logPartition(example, scale) - scale * values[example * classes + label];
  }

  /** ŷ = softmax(o) of all classes in label order, in [0, 1]. */
  public double[] probabilities(int example) {
    double logPartition = logPartition(example, 1);
    double[] probabilities = new double[classes];
    for (int k = 0; k < classes; k++) {
      probabilities[k] = Math.exp(values[example * classes + k] - logPartition);
    }
    return probabilities;
  }

  /** log Σ exp s·o_k, with the largest logit taken out so that nothing overflows. */
  private double logPartition(int example, double scale) {
    int start = example * classes;
    double largest = values[start + predicted(example)];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(scale * (values[start + k] - largest));
    }
    return scale * largest + Math.log(sum);
  }
}
