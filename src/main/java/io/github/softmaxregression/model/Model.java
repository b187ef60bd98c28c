package io.github.softmaxregression.model;

import io.github.softmaxregression.data.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What can be asked of a trained model, whatever it is made of. */
public interface Model extends AutoCloseable {
  /**
   * Computes the scores before softmax.
   *
   * @param features [n, inputs], byte / 255
   * @return [n, classes]
   */
  Logits logits(INDArray features);

  /**
   * Computes the same from features in Java's memory.
   *
   * @param features [n * inputs] in row-major order, byte / 255
   * @param n number of examples, 1 or more
   * @return [n, classes]
   */
  default Logits logits(float[] features, int n) {
    INDArray matrix = Nd4j.createUninitialized(DataType.FLOAT, n, features.length / n);
    HostMemory.write(features, matrix); // at once, where ND4J would set value by value
    return logits(matrix);
  }

  /** Gives native memory back; the model is of no use then. */
  @Override
  default void close() {}

  /**
   * Measures a minibatch.
   *
   * @param minibatch features [b, inputs], labels one-hot [b, classes]
   * @return loss and correct examples
   */
  default EpochTotals measure(DataSet minibatch) {
    return logits(minibatch.getFeatures()).totals(minibatch.getLabels().argMax(1).toIntVector());
  }
}
