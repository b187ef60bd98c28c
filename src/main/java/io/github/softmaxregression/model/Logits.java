package io.github.softmaxregression.model;

import io.github.softmaxregression.data.memory.HostMemory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Holds the scores of some examples before softmax, on the host, and derives from them what is
 * asked of each example. Immutable.
 */
public final class Logits {
  private final float[] values; // [n, classes] in row-major order
  private final int classes;

  /** Takes logits without a copy. */
  Logits(float[] values, int classes) {
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
    return Softmax.argMax(values, example * classes, classes);
  }

  /** −log ŷ of a class, in nats: the loss if the class is the true one. */
  public double crossEntropy(int example, int label) {
    return crossEntropy(example, label, 1);
  }

  /** The same for logits that are multiplied by a positive number. */
  public double crossEntropy(int example, int label, double scale) {
    int start = example * classes;
    int largest = predicted(example);
    double partition = Softmax.exponentials(values, start, largest, scale, new double[classes]);
    return scale * ((double) values[start + largest] - values[start + label]) + Math.log(partition);
  }

  /** ŷ = softmax(o) of all classes in label order, in [0, 1]. */
  public double[] probabilities(int example) {
    double[] probabilities = new double[classes];
    double partition =
        Softmax.exponentials(values, example * classes, predicted(example), 1, probabilities);
    for (int k = 0; k < classes; k++) {
      probabilities[k] /= partition;
    }
    return probabilities;
  }

  /**
   * Sums loss and correct examples up.
   *
   * @param labels the true class of each example
   */
  public EpochTotals totals(int... labels) {
    double lossSum = 0;
    long correct = 0;
    for (int i = 0; i < labels.length; i++) {
      lossSum += crossEntropy(i, labels[i]);
      correct += predicted(i) == labels[i] ? 1 : 0;
    }
    return new EpochTotals(lossSum, correct, labels.length);
  }
}
