package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.data.memory.MinibatchBuffers.Part;
import io.github.softmaxregression.data.memory.PreparedOperation;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Softmax;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes the loss of some examples and its gradient from one forward pass, in memory that the
 * next ones use again.
 *
 * <p>With x [b, inputs], o = xW + b, ŷ = softmax(o) and δ = ŷ − y, all of the last three [b,
 * classes]: the loss of an example is −Σ y_k log ŷ_k, its gradient in o is δ, so that ∂W = xᵀδ and
 * ∂b = Σ δ, both summed over the examples. For the generalized cross-entropy (1 − pᵠ)/q, with p = Σ
 * y_k ŷ_k, each row of δ is multiplied by pᵠ.
 *
 * <p>Both matrix products are ND4J's, into row-major arrays, which is faster by a third; the rest
 * is a loop over the few logits, in place of a dozen operations that cost more to call than to
 * compute.
 */
final class OnePassStep {
  private final RobustWeight robust; // null for cross-entropy
  private final int inputs;
  private final int classes;
  private final PreparedOperation product = new PreparedOperation("matmul", 0, 0, 0); // AB
  private final PreparedOperation transposed = new PreparedOperation("matmul", 1, 0, 0); // AᵀB
  private final INDArray weightGradient; // ∂W [inputs, classes], row-major
  private final FloatBuffer weightGradientMemory;
  private final float[] weightGradientRows;
  private final double[] exponentials;
  private INDArray delta; // [b, classes]: xW, then δ
  private FloatBuffer deltaMemory;
  private float[] values = {}; // of the same
  private float[] scaled;

  /**
   * Prepares for a network.
   *
   * @param q of the generalized cross-entropy, 0 for cross-entropy itself; the loss that is
   *     measured is cross-entropy always
   */
  OnePassStep(int inputs, int classes, double q) {
    robust = q == 0 ? null : new RobustWeight(q);
    this.inputs = inputs;
    this.classes = classes;
    weightGradient = Nd4j.createUninitialized(DataType.FLOAT, inputs, classes);
    weightGradientMemory = HostMemory.floats(weightGradient);
    weightGradientRows = new float[inputs * classes];
    exponentials = new double[classes];
  }

  /**
   * Measures examples and computes their gradient.
   *
   * @param weights W [inputs, classes], a view of the parameters
   * @param parameters W in column-major order, then b
   * @param gradient receives ∂W in column-major order, then ∂b
   * @return sum of the cross-entropies; examples whose largest logit is the true class's
   */
  EpochTotals compute(Part examples, INDArray weights, float[] parameters, float[] gradient) {
    EpochTotals totals = measure(examples, weights, parameters);
    for (int i = 0; i < values.length; i++) {
      scaled[i] = examples.scale() * values[i];
    }
    deltaMemory.put(0, scaled);
    transposed.compute(weightGradient, examples.features(), delta); // xᵀδ
    write(gradient);
    return totals;
  }

  /** Measures examples alone, as {@link #compute} does. */
  EpochTotals measure(Part examples, INDArray weights, float[] parameters) {
    int rows = Math.toIntExact(examples.features().size(0));
    if (values.length != rows * classes) {
      values = new float[rows * classes];
      scaled = new float[rows * classes];
      delta = Nd4j.createUninitialized(DataType.FLOAT, rows, classes);
      deltaMemory = HostMemory.floats(delta);
    }
    product.compute(delta, examples.features(), weights); // xW
    deltaMemory.get(0, values);
    return toDelta(examples, parameters);
  }

  /** Turns the values from xW into δ. */
  private EpochTotals toDelta(Part examples, float[] parameters) {
    float[] targets = examples.labels();
    double lossSum = 0;
    int correct = 0;
    for (int start = 0; start < values.length; start += classes) {
      int predicted = predict(start, examples.scale(), parameters);
      correct += predicted == Softmax.argMax(targets, start, classes) ? 1 : 0;
      lossSum += toDelta(start, predicted, targets);
    }
    return new EpochTotals(lossSum, correct, values.length / classes);
  }

  /** Turns a row of the product into one of xW + b, and finds its largest value. */
  private int predict(int start, float scale, float[] parameters) {
    for (int k = 0; k < classes; k++) {
      values[start + k] = scale * values[start + k] + parameters[inputs * classes + k];
    }
    return Softmax.argMax(values, start, classes);
  }

  /** Turns a row of logits into one of δ; returns its cross-entropy. */
  private double toDelta(int start, int predicted, float[] targets) {
    double max = values[start + predicted];
    double partition = Softmax.exponentials(values, start, predicted, 1, exponentials);
    double logPartition = Math.log(partition);
    float weight = robust == null ? 1 : robust.weight(targets, start, exponentials, partition);
    double loss = 0;
    for (int k = 0; k < classes; k++) {
      float target = targets[start + k];
      if (target != 0) {
        loss -= target * (values[start + k] - max - logPartition);
      }
      values[start + k] = weight * ((float) (exponentials[k] / partition) - target);
    }
    return loss;
  }

  /**
   * Writes ∂W, transposed here: cheaper than to have BLAS write it in the column-major order of the
   * gradient, and ∂b behind it.
   */
  private void write(float[] gradient) {
    weightGradientMemory.get(0, weightGradientRows);
    for (int k = 0; k < classes; k++) {
      for (int i = 0; i < inputs; i++) {
        gradient[k * inputs + i] = weightGradientRows[i * classes + k];
      }
      double sum = 0;
      for (int i = k; i < values.length; i += classes) {
        sum += values[i];
      }
      gradient[inputs * classes + k] = (float) sum;
    }
  }
}
