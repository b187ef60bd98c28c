package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Softmax and cross-entropy of a minibatch in one, from its logits: what a training step needs.
 *
 * @param counts loss sum and hits of the minibatch
 * @param gradient softmax(o) − y, [b, classes]: gradient of the sum of the losses with respect to o
 */
record SoftmaxCrossEntropy(Counts counts, INDArray gradient) {
  /**
   * Measures a minibatch.
   *
   * @param logits [b, classes]
   * @param labels one-hot [b, classes]
   */
  static SoftmaxCrossEntropy of(INDArray logits, INDArray labels) {
    INDArray logProbabilities = Softmax.log(logits); // [b, classes]
    double lossSum = -logProbabilities.mul(labels).sumNumber().doubleValue();
    Counts counts = new Counts(lossSum, Accuracy.correct(logits, labels), labels.size(0));
    return new SoftmaxCrossEntropy(counts, Transforms.exp(logProbabilities, false).subi(labels));
  }
}
