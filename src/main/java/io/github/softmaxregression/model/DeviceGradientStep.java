package io.github.softmaxregression.model;

import io.github.softmaxregression.data.MinibatchWorkspace;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The step for a GPU: operations of ND4J from end to end. Only the two sums that are reported come
 * back to the host.
 */
final class DeviceGradientStep implements GradientStep {
  private final double robustness;

  DeviceGradientStep(double robustness) {
    this.robustness = robustness;
  }

  @Override
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public EpochTotals compute(
      INDArray features,
      INDArray labels,
      INDArray weights,
      INDArray parameters,
      INDArray gradient) {
    SoftmaxCrossEntropy.requireShapes(features, weights, labels);
    long weightCount = weights.length();
    try (MemoryWorkspace ignored = MinibatchWorkspace.enter()) {
      INDArray logits = features.mmul(weights).addiRowVector(bias(parameters, weightCount));
      INDArray logProbabilities = logSoftmax(logits);
      double lossSum = -labels.mul(logProbabilities).sumNumber().doubleValue();
      int correct =
          logits.argMax(1).eq(labels.argMax(1)).castTo(weights.dataType()).sumNumber().intValue();
      INDArray probabilities = Transforms.exp(logProbabilities, false);
      INDArray ofLabels = robustness == 0 ? null : probabilities.mul(labels).sum(true, 1); // [b, 1]
      INDArray delta = probabilities.subi(labels);
      if (ofLabels != null) {
        delta.muliColumnVector(Transforms.pow(ofLabels, robustness, false));
      }
      INDArray flat = gradient.reshape(gradient.length());
      flat.get(NDArrayIndex.interval(0, weightCount))
          .reshape('f', weights.shape())
          .assign(features.transpose().mmul(delta));
      flat.get(NDArrayIndex.interval(weightCount, flat.length())).assign(delta.sum(0));
      return new EpochTotals(lossSum, correct, Math.toIntExact(features.size(0)));
    }
  }

  /** By hand, since ND4J's own takes the logarithm of probabilities, which may be 0. */
  private static INDArray logSoftmax(INDArray logits) {
    INDArray shifted = logits.subColumnVector(logits.max(true, 1));
    INDArray partition = Transforms.exp(shifted, true).sum(true, 1);
    return shifted.subiColumnVector(Transforms.log(partition, false));
  }

  private static INDArray bias(INDArray parameters, long weightCount) {
    return parameters
        .reshape(parameters.length())
        .get(NDArrayIndex.interval(weightCount, parameters.length()))
        .reshape(1, parameters.length() - weightCount);
  }
}
