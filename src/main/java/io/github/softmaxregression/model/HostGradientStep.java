package io.github.softmaxregression.model;

import io.github.softmaxregression.data.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The step for the CPU: two matrix products of ND4J, the rest in Java, in memory that the next
 * minibatch uses again.
 */
final class HostGradientStep implements GradientStep {
  private final SoftmaxCrossEntropy loss;
  private final MatrixProduct product = MatrixProduct.ofTransposed();
  private INDArray weightGradient; // [inputs, classes], row-major
  private float[] rows; // its values
  private float[] flat; // the values of the gradient
  private float[] biasValues; // [classes]

  HostGradientStep(double robustness) {
    loss = new SoftmaxCrossEntropy(robustness);
  }

  @Override
  public EpochTotals compute(
      INDArray features,
      INDArray labels,
      INDArray weights,
      INDArray parameters,
      INDArray gradient) {
    if (weightGradient == null) {
      allocate(weights);
    }
    HostMemory.read(parameters, rows.length, biasValues);
    EpochTotals counts = loss.measure(features, weights, biasValues, labels);
    write(features, gradient);
    return counts;
  }

  @SuppressWarnings("try") // a workspace is left and entered, not called
  private void allocate(INDArray weights) {
    int classes = Math.toIntExact(weights.size(1));
    // Outside every workspace: it is used longer than any of them.
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      weightGradient = Nd4j.createUninitialized(DataType.FLOAT, weights.shape());
    }
    rows = new float[Math.toIntExact(weights.length())];
    flat = new float[rows.length + classes];
    biasValues = new float[classes];
  }

  /**
   * It is cheaper to let BLAS write ∂W in row-major order and to transpose the result than to have
   * it written in place.
   */
  private void write(INDArray features, INDArray gradient) {
    int classes = biasValues.length;
    int inputs = rows.length / classes;
    product.compute(features, loss.logitsGradient(), weightGradient, 1, 0);
    HostMemory.read(weightGradient, rows);
    for (int k = 0; k < classes; k++) {
      for (int i = 0; i < inputs; i++) {
        flat[k * inputs + i] = rows[i * classes + k];
      }
    }
    System.arraycopy(loss.biasGradient(), 0, flat, inputs * classes, classes);
    HostMemory.write(flat, gradient);
  }
}
