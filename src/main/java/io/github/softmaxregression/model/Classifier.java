package io.github.softmaxregression.model;

import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What the training loop and the evaluation need to know of a model. */
public interface Classifier {
  /**
   * Trains on one pass over the minibatches, one update for each.
   *
   * @param minibatches features [b, inputs], one-hot labels [b, classes]
   * @param progress is told the counts so far after each minibatch, before its update is made; what
   *     it throws ends the pass
   * @return loss and hits of all examples, each minibatch measured before its update
   */
  Counts fitEpoch(DataSetIterator minibatches, Consumer<Counts> progress);

  /**
   * The scores before softmax, o = xW + b.
   *
   * @param features [n, inputs]
   * @return a new array [n, classes]
   */
  INDArray logits(INDArray features);
}
