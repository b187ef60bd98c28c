package io.github.softmaxregression.model;

import io.github.softmaxregression.data.HostMemory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Forward pass, softmax and cross-entropy of a minibatch in one: what a training step needs, in
 * memory that the next minibatch uses again.
 *
 * <p>With x [b, inputs], o = xW + b and ŷ = softmax(o), both [b, classes]: the loss of an example
 * with the label y is −Σ y_k log ŷ_k, its gradient with respect to o is δ = ŷ − y. That of the
 * generalized cross-entropy (1 − pᵠ)/q, with p = Σ y_k ŷ_k, is pᵠ times as much.
 *
 * <p>The matrix product is ND4J's, into a row-major array: OpenBLAS is then a third faster than
 * with the column-major one that {@code mmul} makes. The rest is one loop over the few logits on
 * the host (2,560 for 256 examples), in place of a dozen native operations, each of which costs
 * more to call than to compute.
 */
final class SoftmaxCrossEntropy {
  private final MatrixProduct product = MatrixProduct.plain();
  private final double robustness; // q

  private final Map<List<Integer>, INDArray> deltas = new HashMap<>(); // one for each shape
  private INDArray delta; // [b, classes], first the logits
  private float[] values = {}; // of delta
  private float[] targets = {}; // of the labels
  private float[] biasGradient = {}; // [classes]
  private double[] exponentials = {}; // [classes]

  /** Cross-entropy itself. */
  SoftmaxCrossEntropy() {
    this(0);
  }

  /**
   * The generalized one, in its gradient; what is measured is cross-entropy always.
   *
   * @param robustness q, from 0, which is cross-entropy, to 1
   */
  SoftmaxCrossEntropy(double robustness) {
    this.robustness = robustness;
  }

  /**
   * Measures a minibatch and finds the gradient of its loss.
   *
   * @param features x [b, inputs]
   * @param weights W [inputs, classes]
   * @param bias b [classes]
   * @param labels one-hot, or any distribution over the classes, [b, classes]
   * @return loss sum, and hits: examples whose largest logit is the true class's
   * @throws IllegalArgumentException if the shapes do not fit
   */
  EpochTotals measure(INDArray features, INDArray weights, float[] bias, INDArray labels) {
    int rows = Math.toIntExact(features.size(0));
    int classes = Math.toIntExact(weights.size(1));
    requireShapes(features, weights, labels);
    allocate(rows, classes);
    product.compute(features, weights, delta, 1, 0);
    HostMemory.read(delta, values);
    HostMemory.read(labels, targets);
    EpochTotals counts = toGradient(bias, rows, classes);
    HostMemory.write(values, delta);
    return counts;
  }

  /** Features [b, inputs] and labels [b, classes] for weights [inputs, classes]. */
  static void requireShapes(INDArray features, INDArray weights, INDArray labels) {
    requireShape("features", features, features.size(0), weights.size(0));
    requireShape("labels", labels, features.size(0), weights.size(1));
  }

  private static void requireShape(String name, INDArray array, long rows, long columns) {
    if (array.rank() != 2 || array.size(0) != rows || array.size(1) != columns) {
      throw new IllegalArgumentException(
          "%s of shape %s: expected [%d, %d]"
              .formatted(name, Arrays.toString(array.shape()), rows, columns));
    }
  }

  private void allocate(int rows, int classes) {
    delta = deltas.computeIfAbsent(List.of(rows, classes), any -> detached(rows, classes));
    if (values.length != rows * classes || biasGradient.length != classes) {
      values = new float[rows * classes];
      targets = new float[rows * classes];
      biasGradient = new float[classes];
      exponentials = new double[classes];
    }
  }

  /** An array outside every workspace: it is used longer than any of them. */
  @SuppressWarnings("try") // a workspace is left and entered, not called
  private static INDArray detached(int rows, int classes) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(DataType.FLOAT, rows, classes);
    }
  }

  /** Turns the values from xW into δ, row by row. */
  private EpochTotals toGradient(float[] bias, int rows, int classes) {
    double lossSum = 0;
    int correct = 0;
    double[] biasSums = new double[classes];
    for (int start = 0; start < rows * classes; start += classes) {
      for (int k = 0; k < classes; k++) {
        values[start + k] += bias[k];
      }
      int predicted = HostMemory.largest(values, start, classes);
      if (predicted == HostMemory.largest(targets, start, classes)) {
        correct++;
      }
      // With the largest logit taken out, no exponential overflows and their sum is at least 1.
      double max = values[start + predicted];
      double partition = 0;
      for (int k = 0; k < classes; k++) {
        exponentials[k] = Math.exp(values[start + k] - max);
        partition += exponentials[k];
      }
      double logPartition = Math.log(partition);
      double weight = robustness == 0 ? 1 : weight(start, classes, partition);
      for (int k = 0; k < classes; k++) {
        float target = targets[start + k];
        if (target != 0) {
          lossSum -= target * (values[start + k] - max - logPartition);
        }
        values[start + k] = (float) weight * ((float) (exponentials[k] / partition) - target);
        biasSums[k] += values[start + k];
      }
    }
    for (int k = 0; k < classes; k++) {
      biasGradient[k] = (float) biasSums[k];
    }
    return new EpochTotals(lossSum, correct, rows);
  }

  /** pᵠ of an example. */
  private double weight(int start, int classes, double partition) {
    double probability = 0;
    for (int k = 0; k < classes; k++) {
      probability += targets[start + k] * exponentials[k] / partition;
    }
    return Math.pow(probability, robustness);
  }

  /**
   * δ of the minibatch last measured [b, classes], row-major: the gradient of the sum of its losses
   * with respect to the logits. Holds until the next one is measured.
   */
  INDArray logitsGradient() {
    return delta;
  }

  /** Σ δ over the minibatch [classes]: the gradient with respect to b. Not a copy. */
  float[] biasGradient() {
    return biasGradient;
  }
}
