package io.github.softmaxregression.model;

import io.github.softmaxregression.data.HostMemory;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Softmax regression as a Deeplearning4j network: one {@code OutputLayer} with softmax and
 * multi-class cross-entropy, ŷ = softmax(xW + b) with x [n, inputs], W [inputs, classes], b [1,
 * classes].
 *
 * <p>It differs from a plain {@code MultiLayerNetwork} only in how a minibatch's gradient is
 * computed: from a single forward pass, which also yields the loss and the number of hits before
 * the update. The general code multiplies four times where two products are needed, because it also
 * derives the input's gradient, which no layer reads, and runs forward again for the score. Saved,
 * it is a plain {@code MultiLayerNetwork}: only configuration and parameters are written.
 */
public final class SoftmaxNetwork extends MultiLayerNetwork implements TrainableModel {
  private static final long serialVersionUID = 1L;

  private transient GradientStep step; // from the first minibatch on
  private transient double robustness; // q of the generalized cross-entropy
  private transient EpochTotals counts = EpochTotals.NONE; // of the pass under way
  private transient long told; // how many of them the listener knows of
  private transient Consumer<EpochTotals> progress = ignored -> {};

  /**
   * A network for a configuration; call {@code init} before use.
   *
   * @throws IllegalArgumentException if it is not a single softmax layer with cross-entropy
   */
  public SoftmaxNetwork(MultiLayerConfiguration configuration) {
    super(SoftmaxConfiguration.require(configuration));
  }

  /** A network with new random weights, ready to train. */
  public static SoftmaxNetwork create(Hyperparameters settings, int inputs, int classes) {
    SoftmaxNetwork network = new SoftmaxNetwork(SoftmaxConfiguration.of(settings, inputs, classes));
    network.init();
    network.robustness = settings.robustness();
    if (settings.optimizer() == Optimizer.MOMENTUM) {
      network.setUpdater(new SgdUpdater(network, settings.momentum()));
    }
    return network;
  }

  /**
   * A network with given parameters, for example those of a model trained by hand.
   *
   * @param weights W [inputs, classes], copied
   * @param bias b [1, classes], copied
   */
  public static SoftmaxNetwork withParameters(
      Hyperparameters settings, INDArray weights, INDArray bias) {
    SoftmaxNetwork network =
        create(settings, Math.toIntExact(weights.size(0)), Math.toIntExact(weights.size(1)));
    network.weights().assign(weights);
    network.bias().assign(bias);
    return network;
  }

  /**
   * This network, trained on images less a mean image, as one that takes images as they are: (x −
   * m)W + b = xW + (b − mW).
   *
   * @param mean m [inputs]
   */
  public SoftmaxNetwork folded(Hyperparameters settings, float[] mean) {
    INDArray shift = Nd4j.createFromArray(mean).reshape(1, mean.length).mmul(weights());
    return withParameters(settings, weights(), bias().sub(shift));
  }

  /**
   * This network with its logits divided by a number: it takes images for the same, and is less
   * sure of it, or more.
   *
   * @param temperature above 0
   */
  public SoftmaxNetwork temperatureScaled(Hyperparameters settings, double temperature) {
    return withParameters(settings, weights().div(temperature), bias().div(temperature));
  }

  /** Features of an example. */
  public int inputs() {
    return layerInputSize(0);
  }

  /** Classes to choose from. */
  public int classes() {
    return layerSize(0);
  }

  /** The weights W [inputs, classes]: a view, not a copy. */
  public INDArray weights() {
    return getLayer(0).getParam(DefaultParamInitializer.WEIGHT_KEY);
  }

  /** The biases b [1, classes]: a view, not a copy. */
  public INDArray bias() {
    return biasVector().reshape(1, classes());
  }

  /** The same as [classes]. */
  INDArray biasVector() {
    return getLayer(0).getParam(DefaultParamInitializer.BIAS_KEY);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In float32, whatever type the parameters are of.
   */
  @Override
  public INDArray logits(INDArray features) {
    INDArray logits = Nd4j.createUninitialized(DataType.FLOAT, features.size(0), classes());
    // One operation: faster than product and sum, and without views that live for a moment.
    Nd4j.exec(
        DynamicCustomOp.builder("xw_plus_b")
            .addInputs(
                features, weights().castTo(DataType.FLOAT), biasVector().castTo(DataType.FLOAT))
            .addOutputs(logits)
            .build());
    return logits;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Runs {@code fit(DataSetIterator)}.
   */
  @Override
  public EpochTotals fitEpoch(
      DataSetIterator minibatches, EpochTotals start, Consumer<EpochTotals> listener) {
    counts = start;
    told = start.seen();
    progress = listener;
    try {
      fit(minibatches);
      tellProgress();
      return counts;
    } finally {
      progress = ignored -> {};
    }
  }

  /** Tells of a minibatch once its update was made: before the next one begins. */
  private void tellProgress() {
    if (counts.seen() > told) {
      told = counts.seen();
      progress.accept(counts);
    }
  }

  @Override
  public TrainingState state() {
    INDArray state = stateOfUpdater();
    float[] updater;
    if (getUpdater(false) instanceof SgdUpdater sgd) {
      updater = sgd.velocity().clone();
    } else {
      updater = state == null ? new float[0] : HostMemory.rows(state);
    }
    return new TrainingState(HostMemory.rows(params()), updater, getIterationCount());
  }

  private INDArray stateOfUpdater() {
    return getUpdater(false) == null ? null : getUpdater(false).getStateViewArray();
  }

  @Override
  public void restore(TrainingState state, int epochs) {
    replaceParameters(state.parameters());
    if (getUpdater(true) instanceof SgdUpdater sgd) {
      requireLength("optimizer's values", state.updater(), sgd.velocity().length);
      System.arraycopy(state.updater(), 0, sgd.velocity(), 0, state.updater().length);
    } else {
      INDArray view = getUpdater(true).getStateViewArray();
      requireLength(
          "optimizer's values", state.updater(), view == null ? 0 : Math.toIntExact(view.length()));
      if (view != null) {
        view.assign(Nd4j.createFromArray(state.updater()).reshape(view.shape()));
      }
    }
    getLayerWiseConfigurations().setIterationCount(state.iterations());
    getLayerWiseConfigurations().setEpochCount(epochs);
  }

  @Override
  public void replaceParameters(float[] parameters) {
    requireLength("parameters", parameters, Math.toIntExact(numParams()));
    setParams(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
  }

  private static void requireLength(String name, float[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "%d %s: expected %d".formatted(values.length, name, expected));
    }
  }

  /**
   * Gradient and score of the current minibatch from one forward pass.
   *
   * <p>The gradient is the sum over the minibatch; the updater divides by its size.
   */
  @Override
  @SuppressWarnings("try") // a workspace is entered and left, not called
  public void computeGradientAndScore(LayerWorkspaceMgr workspaces) {
    tellProgress();
    synchronizeIterEpochCounts();
    if (step == null) {
      prepareGradient();
    }
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      for (TrainingListener listener : trainingListeners) {
        listener.onForwardPass(this, List.of(input));
      }
    }
    INDArray features = input.castTo(DataType.FLOAT); // as a rule they are
    EpochTotals minibatch =
        step.compute(features, labels, weights(), flattenedParams, flattenedGradients);
    counts = counts.plus(minibatch);
    double regularization = calcRegularizationScore(true);
    score = minibatch.lossSum() / (conf().isMiniBatch() ? input.size(0) : 1) + regularization;
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      for (TrainingListener listener : trainingListeners) {
        listener.onBackwardPass(this);
      }
    }
  }

  @SuppressWarnings("try") // a workspace is entered and left, not called
  private void prepareGradient() {
    if (flattenedParams.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "parameters of type " + flattenedParams.dataType() + ": expected FLOAT for training");
    }
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      if (flattenedGradients == null) {
        initGradientsView();
      }
      long weightCount = weights().length();
      SgdUpdater.install(this);
      INDArray vector = flattenedGradients.reshape(flattenedGradients.length());
      gradient = new FlatGradient(flattenedGradients);
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.WEIGHT_KEY,
          vector.get(NDArrayIndex.interval(0, weightCount)).reshape('f', weights().shape()));
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.BIAS_KEY,
          vector.get(NDArrayIndex.interval(weightCount, vector.length())));
      step = GradientStep.forBackend(robustness);
    }
  }

  /**
   * A gradient that returns its flat vector itself. The library's own returns a new view each time,
   * which its updater takes for a stranger's gradient and handles by making a dozen views more.
   */
  private static final class FlatGradient extends DefaultGradient {
    private static final long serialVersionUID = 1L;

    private final transient INDArray flat;

    FlatGradient(INDArray flat) {
      super(flat);
      this.flat = flat;
    }

    @Override
    public INDArray gradient() {
      return flat;
    }
  }

  /**
   * Refuses masks: an image has no steps to leave out.
   *
   * @throws IllegalArgumentException if a mask is given
   */
  @Override
  public void setLayerMaskArrays(INDArray featuresMask, INDArray labelsMask) {
    if (featuresMask != null || labelsMask != null) {
      throw new IllegalArgumentException(
          "mask arrays are for sequences; leave examples out of the minibatch instead");
    }
    super.setLayerMaskArrays(null, null);
  }

  /** {@inheritDoc} */
  // Only here because class and interface of the library disagree about varargs, which the
  // compiler holds against every subclass that does not take a side.
  @Override
  @SuppressWarnings({"overrides", "rawtypes", "unchecked", "varargs"})
  public <T extends IEvaluation> T[] doEvaluation(MultiDataSetIterator iterator, T... evaluations) {
    return super.doEvaluation(iterator, evaluations);
  }
}
