package io.github.softmaxregression.model;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Minimizes the generalized cross-entropy (1 − pᵠ)/q of the label's probability p (Zhang and
 * Sabuncu, arXiv 1805.07836) in Deeplearning4j's own step. The score stays cross-entropy; the
 * gradient in the logits is that of cross-entropy, ŷ − y, times pᵠ.
 */
final class GeneralizedCrossEntropy extends LossMCXENT {
  private static final long serialVersionUID = 1L;
  private final double q;

  /**
   * For softmax outputs.
   *
   * @param q above 0, to 1
   */
  GeneralizedCrossEntropy(double q) {
    this.q = q;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    INDArray probabilities = activation.getActivation(preOutput.dup(), true); // [b, classes]
    INDArray ofLabels = probabilities.mul(labels).sum(true, 1); // p [b, 1]
    return super.computeGradient(labels, preOutput, activation, mask)
        .mul(Transforms.pow(ofLabels, q, false));
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }
}
