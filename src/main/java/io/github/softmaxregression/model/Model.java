package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What can be asked of a trained model, whatever it is made of. */
public interface Model extends AutoCloseable {
  /**
   * The scores before softmax.
   *
   * @param features [n, inputs], byte / 255
   * @return a new array [n, classes]
   */
  INDArray logits(INDArray features);

  /** Gives native memory back; the model is of no use then. */
  @Override
  default void close() {}
}
