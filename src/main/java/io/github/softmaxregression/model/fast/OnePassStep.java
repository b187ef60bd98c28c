package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Softmax;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes the loss of a minibatch and its gradient from one forward pass, in memory that the next
 * minibatch uses again.
 *
 * <p>With x [b, inputs], o = xW + b, ŷ = softmax(o) and δ = ŷ − y, all of the last three [b,
 * classes]: the loss of an example is −Σ y_k log ŷ_k, its gradient in o is δ, so that ∂W = xᵀδ and
 * ∂b = Σ δ, both summed over the minibatch. For the generalized cross-entropy (1 − pᵠ)/q, with p =
 * Σ y_k ŷ_k, each row of δ is multiplied by pᵠ.
 *
 * <p>Both matrix products are ND4J's, into row-major arrays: OpenBLAS is then a third faster than
 * with the column-major ones that {@code mmul} makes. The rest is one loop over the few logits on
 * the host (2,560 for 256 examples), in place of a dozen native operations, each of which costs
 * more to call than to compute.
 */
final class OnePassStep {
  private final double q;
  private final int inputs;
  private final int classes;
  private final PreparedOperation product = new PreparedOperation("matmul", 0, 0, 0); // AB
  private final PreparedOperation transposed = new PreparedOperation("matmul", 1, 0, 0); // AᵀB
  private final Map<Integer, INDArray> deltas = new HashMap<>(); // by b, each [b, classes]
  private final INDArray weightGradient; // ∂W [inputs, classes], row-major
  private final float[] weightGradientRows;
  private final float[] gradientValues; // ∂W in column-major order, then ∂b
  private final float[] bias;
  private final double[] exponentials;
  private float[] values = {}; // of logits, then of δ
  private float[] targets = {}; // of y

  /**
   * Prepares for a network.
   *
   * @param q of the generalized cross-entropy, 0 for cross-entropy itself; the loss that is
   *     measured is cross-entropy always
   */
  OnePassStep(int inputs, int classes, double q) {
    this.q = q;
    this.inputs = inputs;
    this.classes = classes;
    weightGradient = kept(inputs, classes);
    weightGradientRows = new float[inputs * classes];
    gradientValues = new float[(inputs + 1) * classes];
    bias = new float[classes];
    exponentials = new double[classes];
  }

  /** Makes an array outside every workspace: it is used longer than any of them. */
  @SuppressWarnings("try") // a workspace is left and entered, not called
  private static INDArray kept(long rows, long columns) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    }
  }

  /**
   * Measures a minibatch and computes its gradient.
   *
   * @param features x [b, inputs]
   * @param labels y [b, classes], one-hot or any distribution over the classes
   * @param weights W [inputs, classes], a view of the parameters
   * @param parameters [1, inputs * classes + classes]: W in column-major order, then b
   * @param gradient receives ∂W and ∂b, laid out as the parameters
   * @return sum of the cross-entropies; examples whose largest logit is the true class's
   * @throws IllegalArgumentException if the shapes do not fit
   */
  EpochTotals compute(
      INDArray features,
      INDArray labels,
      INDArray weights,
      INDArray parameters,
      INDArray gradient) {
    requireShape("features", features, features.size(0), inputs);
    requireShape("labels", labels, features.size(0), classes);
    int rows = Math.toIntExact(features.size(0));
    if (values.length != rows * classes) {
      values = new float[rows * classes];
      targets = new float[rows * classes];
    }
    INDArray delta = deltas.computeIfAbsent(rows, any -> kept(rows, classes)); // [b, classes]
    product.compute(delta, features, weights); // xW
    HostMemory.read(delta, values);
    HostMemory.read(labels, targets);
    HostMemory.read(parameters, inputs * classes, bias);
    EpochTotals totals = toDelta(rows);
    HostMemory.write(values, delta);
    transposed.compute(weightGradient, features, delta); // xᵀδ
    write(gradient);
    return totals;
  }

  private static void requireShape(String name, INDArray array, long rows, long columns) {
    if (array.rank() != 2 || array.size(0) != rows || array.size(1) != columns) {
      throw new IllegalArgumentException(
          "%s of shape %s: expected [%d, %d]"
              .formatted(name, Arrays.toString(array.shape()), rows, columns));
    }
  }

  /** Turns the values from xW into δ, row by row, and leaves ∂b behind ∂W. */
  private EpochTotals toDelta(int rows) {
    double lossSum = 0;
    int correct = 0;
    double[] biasGradient = new double[classes];
    for (int start = 0; start < rows * classes; start += classes) {
      for (int k = 0; k < classes; k++) {
        values[start + k] += bias[k];
      }
      int predicted = Softmax.argMax(values, start, classes);
      correct += predicted == Softmax.argMax(targets, start, classes) ? 1 : 0;
      double max = values[start + predicted];
      double partition = Softmax.exponentials(values, start, predicted, 1, exponentials);
      double logPartition = Math.log(partition);
      double weight = q == 0 ? 1 : weight(start, partition);
      for (int k = 0; k < classes; k++) {
        float target = targets[start + k];
        if (target != 0) {
          lossSum -= target * (values[start + k] - max - logPartition);
        }
        values[start + k] = (float) weight * ((float) (exponentials[k] / partition) - target);
        biasGradient[k] += values[start + k];
      }
    }
    for (int k = 0; k < classes; k++) {
      gradientValues[inputs * classes + k] = (float) biasGradient[k];
    }
    return new EpochTotals(lossSum, correct, rows);
  }

  private double weight(int start, double partition) {
    double probability = 0;
    for (int k = 0; k < classes; k++) {
      probability += targets[start + k] * exponentials[k] / partition;
    }
    return Math.pow(probability, q);
  }

  /**
   * Transposes ∂W here: cheaper than to have BLAS write it in the gradient's column-major order.
   */
  private void write(INDArray gradient) {
    HostMemory.read(weightGradient, weightGradientRows);
    for (int k = 0; k < classes; k++) {
      for (int i = 0; i < inputs; i++) {
        gradientValues[k * inputs + i] = weightGradientRows[i * classes + k];
      }
    }
    HostMemory.write(gradientValues, gradient);
  }
}
