package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Softmax and cross-entropy of a minibatch in one, from its logits.
 *
 * <p>For an example with logits o and one-hot label y the loss is l = −Σ y_j log ŷ_j = log Σ exp
 * o_k − Σ y_j o_j, which needs no logarithm of a probability that may have become 0, and its
 * gradient with respect to o is ŷ − y, with ŷ = softmax(o).
 *
 * @param counts loss sum and hits of the minibatch
 * @param gradient ŷ − y, [b, classes]: gradient of the sum of the losses
 */
record SoftmaxCrossEntropy(Counts counts, INDArray gradient) {
  /**
   * Measures a minibatch.
   *
   * @param logits [b, classes]; overwritten
   * @param labels one-hot [b, classes]
   */
  static SoftmaxCrossEntropy of(INDArray logits, INDArray labels) {
    INDArray truth = labels.argMax(1); // [b]
    long correct = logits.argMax(1).eq(truth).castTo(truth.dataType()).sumNumber().longValue();
    INDArray shifted = logits.subiColumnVector(logits.max(true, 1)); // largest is 0: no overflow
    double labelLogits = shifted.mul(labels).sumNumber().doubleValue();
    INDArray probabilities = Transforms.exp(shifted, false);
    INDArray sums = probabilities.sum(true, 1); // [b, 1]
    probabilities.diviColumnVector(sums);
    double logSums = Transforms.log(sums, false).sumNumber().doubleValue();
    Counts counts = new Counts(logSums - labelLogits, correct, labels.size(0));
    return new SoftmaxCrossEntropy(counts, probabilities.subi(labels));
  }
}
