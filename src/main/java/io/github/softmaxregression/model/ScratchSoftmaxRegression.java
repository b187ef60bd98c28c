package io.github.softmaxregression.model;

import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Softmax regression written out: parameters, forward pass, gradient and step, in plain ND4J. Same
 * model and same training as {@link SoftmaxNetwork}, of which it uses nothing.
 */
public final class ScratchSoftmaxRegression implements Classifier {
  private static final int PREFETCH = 2;

  /** Where a step's arrays live: the memory is used again by the next step. */
  private static final WorkspaceConfiguration STEP_MEMORY =
      WorkspaceConfiguration.builder().build();

  private final INDArray weights; // W [inputs, classes]
  private final INDArray bias; // b [1, classes]
  private final double learningRate;

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
    this.weights = weights.dup('f'); // column-major, as BLAS likes it
    this.bias = bias.dup();
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
  public Counts fitEpoch(DataSetIterator minibatches, Consumer<Counts> progress) {
    if (!minibatches.hasNext()) {
      minibatches.reset();
    }
    Counts counts = Counts.NONE;
    AsyncDataSetIterator prefetched = new AsyncDataSetIterator(minibatches, PREFETCH, true);
    try {
      while (prefetched.hasNext()) {
        counts = counts.plus(step(prefetched.next(), counts, progress));
      }
    } finally {
      prefetched.shutdown();
    }
    return counts;
  }

  /** One step of stochastic gradient descent: θ ← θ − η/b · ∂(sum of losses)/∂θ. */
  @SuppressWarnings("try") // a workspace is entered and left, not called
  private Counts step(DataSet minibatch, Counts before, Consumer<Counts> progress) {
    try (MemoryWorkspace ignored =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(STEP_MEMORY, "scratch step")) {
      INDArray x = minibatch.getFeatures(); // [b, inputs]
      INDArray y = minibatch.getLabels(); // [b, classes]
      SoftmaxCrossEntropy result = SoftmaxCrossEntropy.of(logits(x), y);
      progress.accept(before.plus(result.counts()));
      INDArray delta = result.gradient().muli(learningRate / x.size(0)); // [b, classes]
      weights.subi(x.transpose().mmul(delta)); // [inputs, classes]
      bias.subi(delta.sum(true, 0)); // [1, classes]
      return result.counts();
    }
  }
}
