package io.github.softmaxregression.model;

import io.github.softmaxregression.data.memory.HostMemory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Softmax regression by hand: parameters, softmax, cross-entropy, gradient and step in plain
 * operations of ND4J, as the formulas are written. {@link SoftmaxNetwork} is the same model in
 * Deeplearning4j's words, and trains to the same parameters.
 */
public final class ScratchSoftmaxRegression implements TrainableModel {
  private static final WorkspaceConfiguration ARRAYS = WorkspaceConfiguration.builder().build();

  private final INDArray weights; // W [inputs, classes]
  private final INDArray bias; // b [1, classes]
  private final double learningRate; // η
  private final boolean stable; // whether the largest logit is taken out before softmax
  private int iterations; // minibatches learned from

  /**
   * Starts from W ~ N(0, σ²) with the settings' σ and seed, and b = 0: where the network starts.
   */
  public ScratchSoftmaxRegression(Hyperparameters settings, int inputs, int classes) {
    this(settings, inputs, classes, true);
  }

  /**
   * Starts likewise.
   *
   * @param stable whether the largest logit is taken out before exponentials are computed; without
   *     that they overflow beyond logits of 88, and the loss is no number any more
   */
  ScratchSoftmaxRegression(Hyperparameters settings, int inputs, int classes, boolean stable) {
    this(
        Nd4j.randn(
                0,
                settings.weightStdDev(),
                new long[] {classes, inputs}, // class by class, as the network draws them
                Nd4j.getRandomFactory().getNewRandomInstance(settings.seed()))
            .castTo(DataType.FLOAT)
            .transpose(),
        Nd4j.zeros(DataType.FLOAT, 1, classes),
        settings.learningRate(),
        stable);
  }

  /**
   * Starts from given parameters, which are copied.
   *
   * @param weights [inputs, classes]
   * @param bias [1, classes]
   */
  public ScratchSoftmaxRegression(INDArray weights, INDArray bias, double learningRate) {
    this(weights, bias, learningRate, true);
  }

  private ScratchSoftmaxRegression(
      INDArray weights, INDArray bias, double learningRate, boolean stable) {
    this.weights = weights.dup('c');
    this.bias = bias.dup('c');
    this.learningRate = learningRate;
    this.stable = stable;
  }

  /**
   * Computes softmax of each row, ŷ_j = exp(o_j) / Σ_k exp(o_k). The row's maximum is taken out
   * first: the quotient stays as it is, and no exponential overflows.
   *
   * @param logits o [n, k]
   * @return ŷ [n, k], every row positive and summing to 1
   */
  public static INDArray softmax(INDArray logits) {
    INDArray exponentials = Transforms.exp(logits.sub(logits.max(true, 1)), false); // [n, k]
    return exponentials.div(exponentials.sum(true, 1)); // [n, k] / [n, 1]
  }

  /**
   * Computes the logarithm of softmax, o_j − max o − log Σ_k exp(o_k − max o): finite even where
   * ŷ_j itself rounds to 0.
   *
   * @param logits o [n, k]
   * @return log ŷ [n, k]
   */
  public static INDArray logSoftmax(INDArray logits) {
    INDArray shifted = logits.sub(logits.max(true, 1)); // [n, k]
    INDArray partition = Transforms.exp(shifted, true).sum(true, 1); // [n, 1]
    return shifted.sub(Transforms.log(partition, false));
  }

  /**
   * Computes the cross-entropy of each example, −Σ_k y_k log ŷ_k in nats.
   *
   * @param logits o [n, k]
   * @param labels y [n, k], one-hot
   * @return [n]
   */
  public static INDArray crossEntropy(INDArray logits, INDArray labels) {
    return logSoftmax(logits).mul(labels).sum(1).neg();
  }

  /**
   * Computes softmax as its formula stands, ŷ_j = exp(o_j) / Σ_k exp(o_k): ∞ / ∞, which is no
   * number, where a logit is above 88.7 in float32.
   */
  static INDArray unstableSoftmax(INDArray logits) {
    INDArray exponentials = Transforms.exp(logits, true);
    return exponentials.div(exponentials.sum(true, 1));
  }

  /** Computes −log Σ_k y_k ŷ_k of each example: ∞ where the label's ŷ has become 0. */
  private static INDArray unstableCrossEntropy(INDArray logits, INDArray labels) {
    return Transforms.log(unstableSoftmax(logits).mul(labels).sum(1), false).neg();
  }

  /**
   * Counts the examples whose largest score is the true class's.
   *
   * @param scores logits or probabilities [n, k]
   * @param labels one-hot [n, k]
   */
  public static long correct(INDArray scores, INDArray labels) {
    INDArray truth = labels.argMax(1); // [n]
    return scores.argMax(1).eq(truth).castTo(truth.dataType()).sumNumber().longValue();
  }

  /** Computes o = xW + b [n, classes] from x [n, inputs]. */
  private INDArray net(INDArray x) {
    return x.mmul(weights).add(bias);
  }

  /**
   * {@inheritDoc}
   *
   * <p>One step of stochastic gradient descent on the mean loss of the minibatch: ∂l/∂o = ŷ − y,
   * hence W ← W − η/b · xᵀ(ŷ − y) and b ← b − η/b · Σ(ŷ − y).
   */
  @Override
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public EpochTotals step(DataSet minibatch) {
    try (MemoryWorkspace arrays = enter()) {
      INDArray x = minibatch.getFeatures(); // [b, inputs]
      INDArray y = minibatch.getLabels(); // [b, classes]
      INDArray o = net(x); // [b, classes]
      INDArray losses = stable ? crossEntropy(o, y) : unstableCrossEntropy(o, y); // [b]
      double lossSum = losses.sumNumber().doubleValue();
      long correct = correct(o, y);
      INDArray delta = (stable ? softmax(o) : unstableSoftmax(o)).sub(y); // ∂l/∂o [b, classes]
      double rate = learningRate / x.size(0);
      weights.subi(x.transpose().mmul(delta).mul(rate)); // [inputs, classes]
      bias.subi(delta.sum(true, 0).mul(rate)); // [1, classes]
      iterations++;
      return new EpochTotals(lossSum, correct, x.size(0));
    }
  }

  /** Takes memory for arrays from where the last minibatch has left it. */
  private static MemoryWorkspace enter() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(ARRAYS, "by hand");
  }

  @Override
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public Logits logits(INDArray features) {
    try (MemoryWorkspace arrays = enter()) {
      return Logits.of(net(features));
    }
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
  public State state() {
    int weightCount = Math.toIntExact(weights.length());
    float[] biases = HostMemory.rows(bias);
    float[] parameters =
        Arrays.copyOf(HostMemory.rows(weights.transpose()), weightCount + biases.length);
    System.arraycopy(biases, 0, parameters, weightCount, biases.length);
    return new State(parameters, new float[0], iterations);
  }

  @Override
  public void restore(State state) {
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
    float[] rows = Arrays.copyOf(parameters, weightCount);
    weights.assign(Nd4j.createFromArray(rows).reshape('f', weights.shape()));
    HostMemory.write(Arrays.copyOfRange(parameters, weightCount, parameters.length), bias);
  }
}
