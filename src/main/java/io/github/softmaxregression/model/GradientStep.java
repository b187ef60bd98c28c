package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.Backend;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a network gets from a minibatch to the gradient of its loss.
 *
 * <p>With x [b, inputs], o = xW + b and δ = softmax(o) − y, both [b, classes]: ∂W = xᵀδ and ∂b = Σ
 * δ, both summed over the minibatch.
 */
interface GradientStep {
  /** The step for where ND4J computes. */
  static GradientStep forBackend() {
    return Backend.onGpu() ? new DeviceGradientStep() : new HostGradientStep();
  }

  /**
   * Measures a minibatch and computes its gradient.
   *
   * @param features x [b, inputs]
   * @param labels y [b, classes], one-hot or any distribution over the classes
   * @param weights W [inputs, classes], a view of the parameters
   * @param parameters [1, inputs * classes + classes]: W in column-major order, then b
   * @param gradient receives ∂W and ∂b, laid out as the parameters
   * @return loss sum, and hits: examples whose largest logit is the true class's
   * @throws IllegalArgumentException if the shapes do not fit
   */
  Counts compute(
      INDArray features, INDArray labels, INDArray weights, INDArray parameters, INDArray gradient);
}
