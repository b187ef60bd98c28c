package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Cross-entropy for classification, and three losses for numbers. Each is taken element by element
 * or row by row, neither summed nor averaged. Arguments are left as they are.
 */
public final class Losses {
  private Losses() {}

  /**
   * The probability that each example gives its true class.
   *
   * @param probabilities [n, k]
   * @param labels the true class of each of the n examples
   * @return [n]
   * @throws IllegalArgumentException if there are not n labels or one is not in 0 to k − 1
   */
  public static INDArray picked(INDArray probabilities, int... labels) {
    return probabilities.mul(oneHot(probabilities, labels)).sum(1);
  }

  /**
   * Cross-entropy of each example, −log ŷ_y in nats. Where ŷ_y has been rounded to 0 it is
   * infinite: see {@link #crossEntropyFromLogits}.
   *
   * @param probabilities [n, k]
   * @param labels the true class of each of the n examples
   * @return [n]
   */
  public static INDArray crossEntropy(INDArray probabilities, int... labels) {
    return Transforms.log(picked(probabilities, labels), false).negi();
  }

  /**
   * The same from logits, log Σ_k exp(o_k) − o_y: finite for all finite logits.
   *
   * @param logits [n, k]
   * @param labels the true class of each of the n examples
   * @return [n]
   */
  public static INDArray crossEntropyFromLogits(INDArray logits, int... labels) {
    return picked(Softmax.log(logits), labels).negi();
  }

  /**
   * Its derivative with respect to the logits, softmax(o) − y with y one-hot.
   *
   * @param logits [n, k]
   * @param labels the true class of each of the n examples
   * @return [n, k]
   */
  public static INDArray crossEntropyGradient(INDArray logits, int... labels) {
    return Softmax.of(logits).subi(oneHot(logits, labels));
  }

  private static INDArray oneHot(INDArray scores, int... labels) {
    if (labels.length != scores.size(0)) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + scores.size(0) + " examples");
    }
    INDArray oneHot = Nd4j.zeros(scores.dataType(), scores.shape());
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= scores.size(1)) {
        throw new IllegalArgumentException(
            "label " + labels[i] + " with " + scores.size(1) + " classes");
      }
      oneHot.putScalar(i, labels[i], 1);
    }
    return oneHot;
  }

  /** Squared loss ½(y − ŷ)², with target y and prediction ŷ of any one shape. */
  public static INDArray squared(INDArray target, INDArray prediction) {
    INDArray difference = target.sub(prediction);
    return difference.muli(difference).muli(0.5);
  }

  /** Derivative of the squared loss with respect to the prediction: ŷ − y. */
  public static INDArray squaredGradient(INDArray target, INDArray prediction) {
    return prediction.sub(target);
  }

  /** Absolute loss |y − ŷ|. */
  public static INDArray absolute(INDArray target, INDArray prediction) {
    return Transforms.abs(target.sub(prediction), false);
  }

  /** Derivative of the absolute loss with respect to the prediction: sign(ŷ − y), 0 at its kink. */
  public static INDArray absoluteGradient(INDArray target, INDArray prediction) {
    return Transforms.sign(prediction.sub(target), false);
  }

  /** Huber's loss with d = y − ŷ: |d| − ½ where |d| > 1, else ½d². */
  public static INDArray huber(INDArray target, INDArray prediction) {
    INDArray size = absolute(target, prediction);
    // With m = min(|d|, 1), both branches are m(|d| − ½m).
    INDArray clipped = Transforms.min(size, 1, true);
    return size.subi(clipped.mul(0.5)).muli(clipped);
  }

  /** Derivative of Huber's loss with respect to the prediction: ŷ − y held between −1 and 1. */
  public static INDArray huberGradient(INDArray target, INDArray prediction) {
    return Transforms.max(Transforms.min(prediction.sub(target), 1, false), -1, false);
  }
}
