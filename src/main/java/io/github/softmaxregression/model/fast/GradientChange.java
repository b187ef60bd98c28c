package io.github.softmaxregression.model.fast;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Changes a gradient before it is used. */
@FunctionalInterface
public interface GradientChange {
  /**
   * Changes it in place.
   *
   * @param gradient flat, as the parameters are, summed over a minibatch
   * @param examples in the minibatch
   */
  void apply(INDArray gradient, INDArray parameters, int examples);
}
