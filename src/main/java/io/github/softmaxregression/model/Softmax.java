package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Softmax over the rows of a matrix: ŷ_j = exp(o_j) / Σ_k exp(o_k), every row positive and summing
 * to 1. Arguments are left as they are.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * The formula as it is written, for the lesson: exp overflows in float32 from o = 89 on, and the
   * quotient is then NaN. Use {@link #of}.
   *
   * @param logits [n, k]
   * @return [n, k]
   */
  public static INDArray naive(INDArray logits) {
    INDArray exponentials = Transforms.exp(logits, true); // [n, k]
    INDArray partition = exponentials.sum(true, 1); // [n, 1]
    return exponentials.diviColumnVector(partition);
  }

  /**
   * The same values without overflow: softmax does not change when a constant is taken from a whole
   * row, and with the row's maximum taken out every exponent is at most 0.
   *
   * @param logits [n, k]
   * @return [n, k]
   */
  public static INDArray of(INDArray logits) {
    return naive(shifted(logits));
  }

  /**
   * log ŷ_j = o_j − max o − log Σ_k exp(o_k − max o): finite even where ŷ_j itself rounds to 0.
   *
   * @param logits [n, k]
   * @return [n, k]
   */
  public static INDArray log(INDArray logits) {
    INDArray shifted = shifted(logits); // [n, k]
    INDArray partition = Transforms.exp(shifted, true).sum(true, 1); // [n, 1]
    return shifted.subiColumnVector(Transforms.log(partition, false));
  }

  private static INDArray shifted(INDArray logits) {
    return logits.subColumnVector(logits.max(true, 1));
  }
}
