package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.Backend;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a network gets from a minibatch to the gradient of its loss.
 *
 * <p>With x [b, inputs], o = xW + b, ŷ = softmax(o) and δ = ŷ − y, all of the last three [b,
 * classes]: ∂W = xᵀδ and ∂b = Σ δ, both summed over the minibatch. For the generalized
 * cross-entropy, each row of δ is multiplied by pᵠ, where p = Σ_k y_k ŷ_k.
 */
interface GradientStep {
  /**
   * The step for where ND4J computes.
   *
   * @param robustness q, 0 for cross-entropy
   */
  static GradientStep forBackend(double robustness) {
    return Backend.onGpu() ? new DeviceGradientStep(robustness) : new HostGradientStep(robustness);
  }

  /**
   * Measures a minibatch and computes its gradient.
   *
   * @param features x [b, inputs]
   * @param labels y [b, classes], one-hot or any distribution over the classes
   * @param weights W [inputs, classes], a view of the parameters
   * @param parameters [1, inputs * classes + classes]: W in column-major order, then b
   * @param gradient receives ∂W and ∂b, laid out as the parameters
   * @return sum of the cross-entropies, and hits: examples whose largest logit is the true class's
   * @throws IllegalArgumentException if the shapes do not fit
   */
  EpochTotals compute(
      INDArray features, INDArray labels, INDArray weights, INDArray parameters, INDArray gradient);
}
