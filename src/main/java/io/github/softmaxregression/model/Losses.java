package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Computes three losses for numbers and their derivatives, element by element, neither summed nor
 * averaged. Arguments are left as they are. The loss for classes, cross-entropy, is in {@link
 * ScratchSoftmaxRegression}.
 */
public final class Losses {
  private Losses() {}

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
