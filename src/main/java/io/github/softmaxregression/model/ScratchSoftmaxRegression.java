package io.github.softmaxregression.model;

import io.github.softmaxregression.data.HostMemory;
import java.util.Arrays;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Softmax regression written out: parameters, forward pass, gradient and step, in plain ND4J. Same
 * model and same training as {@link SoftmaxNetwork}, of which it uses nothing.
 *
 * <p>Softmax and loss are computed on the host, on a GPU too: it reads logits and labels back for
 * each minibatch. {@link SoftmaxNetwork} does not.
 */
public final class ScratchSoftmaxRegression implements TrainableModel {
  private final INDArray weights; // W [inputs, classes]
  private final INDArray bias; // b [1, classes]
  private final float[] biasValues; // of bias, [classes]
  private final double learningRate;
  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
  private int iterations; // minibatches learned from
  private final MatrixProduct product = MatrixProduct.ofTransposed();

  /** Starts from W ~ N(0, σ²) with the settings' σ and seed, and b = 0. */
  public ScratchSoftmaxRegression(Hyperparameters settings, int inputs, int classes) {
    this(
        Nd4j.randn(
                0,
                settings.weightStdDev(),
                new long[] {inputs, classes},
                Nd4j.getRandomFactory().getNewRandomInstance(settings.seed()))
            .castTo(DataType.FLOAT),
        Nd4j.zeros(DataType.FLOAT, 1, classes),
        settings.learningRate());
  }

  /**
   * Starts from given parameters, which are copied.
   *
   * @param weights [inputs, classes]
   * @param bias [1, classes]
   */
  public ScratchSoftmaxRegression(INDArray weights, INDArray bias, double learningRate) {
    this.weights = weights.dup('c'); // row-major, as gemm's other arguments here
    this.bias = bias.dup();
    this.biasValues = HostMemory.rows(bias);
    this.learningRate = learningRate;
  }

  /** W [inputs, classes]: the array itself, not a copy. */
  public INDArray weights() {
    return weights;
  }

  /** b [1, classes]: the array itself, not a copy. */
  public INDArray bias() {
    return bias;
  }

  @Override
  public INDArray logits(INDArray features) {
    return features.mmul(weights).addiRowVector(bias); // [n, classes]
  }

  @Override
  public EpochTotals fitEpoch(
      DataSetIterator minibatches, EpochTotals start, Consumer<EpochTotals> progress) {
    if (!minibatches.hasNext()) {
      minibatches.reset();
    }
    EpochTotals counts = start;
    while (minibatches.hasNext()) {
      counts = counts.plus(step(minibatches.next()));
      iterations++;
      progress.accept(counts);
    }
    return counts;
  }

  @Override
  public TrainingState state() {
    int classes = Math.toIntExact(weights.size(1));
    int weightCount = Math.toIntExact(weights.length());
    float[] parameters = Arrays.copyOf(HostMemory.rows(weights.transpose()), weightCount + classes);
    System.arraycopy(HostMemory.rows(bias), 0, parameters, weightCount, classes);
    return new TrainingState(parameters, new float[0], iterations);
  }

  @Override
  public void restore(TrainingState state, int epochs) {
    replaceParameters(state.parameters());
    iterations = state.iterations();
  }

  @Override
  public void replaceParameters(float[] parameters) {
    int weightCount = Math.toIntExact(weights.length());
    if (parameters.length != weightCount + bias.length()) {
      throw new IllegalArgumentException(
          parameters.length + " parameters: expected " + (weightCount + bias.length()));
    }
    weights.assign(
        Nd4j.createFromArray(Arrays.copyOf(parameters, weightCount)).reshape('f', weights.shape()));
    HostMemory.write(Arrays.copyOfRange(parameters, weightCount, parameters.length), bias);
  }

  /** One step of stochastic gradient descent: θ ← θ − η/b · ∂(sum of losses)/∂θ. */
  private EpochTotals step(DataSet minibatch) {
    INDArray x = minibatch.getFeatures(); // [b, inputs]
    INDArray y = minibatch.getLabels(); // [b, classes]
    HostMemory.read(bias, biasValues);
    EpochTotals counts = loss.measure(x, weights, biasValues, y);
    double rate = learningRate / x.size(0);
    // W ← W − η/b · xᵀδ in one call.
    product.compute(x, loss.logitsGradient(), weights, -rate, 1);
    for (int k = 0; k < biasValues.length; k++) { // b ← b − η/b · Σ δ
      biasValues[k] -= (float) rate * loss.biasGradient()[k];
    }
    HostMemory.write(biasValues, bias);
    return counts;
  }
}
