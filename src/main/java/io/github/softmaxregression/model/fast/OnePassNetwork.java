package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.model.EpochTotals;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains a single softmax layer in Deeplearning4j's {@code fit}, with a gradient that comes from
 * one forward pass, which also yields the loss and the correct examples before the update.
 *
 * <p>The library's own code multiplies four times where two products are needed, because it also
 * derives the input's gradient, which no layer reads, and runs forward again for the score. Saved,
 * it is a plain {@code MultiLayerNetwork}: only configuration and parameters are written.
 */
public final class OnePassNetwork extends MultiLayerNetwork {
  private static final long serialVersionUID = 1L;
  private final transient double q;
  private transient OnePassStep step; // from the first minibatch on
  private transient EpochTotals totals = EpochTotals.NONE;

  /**
   * Makes a network for a configuration of one softmax layer; call {@code init} before use.
   *
   * @param q of the generalized cross-entropy, 0 for cross-entropy
   */
  public OnePassNetwork(MultiLayerConfiguration configuration, double q) {
    super(configuration);
    this.q = q;
  }

  /** Loss and correct examples of the minibatch last trained on, before its update. */
  public EpochTotals lastMinibatch() {
    return totals;
  }

  @Override
  public void init(INDArray parameters, boolean cloneParametersArray) {
    super.init(parameters, cloneParametersArray);
    setUpdater(new FlatUpdater(this));
  }

  /**
   * Computes gradient and score of the current minibatch from one forward pass.
   *
   * <p>The gradient is the sum over the minibatch; the updater divides by its size.
   */
  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaces) {
    synchronizeIterEpochCounts();
    if (step == null) {
      prepare();
    }
    tell(listener -> listener.onForwardPass(this, List.of(input)));
    INDArray features = input.castTo(DataType.FLOAT); // as a rule they are
    totals = step.compute(features, labels, weights(), flattenedParams, flattenedGradients);
    score =
        totals.lossSum() / (conf().isMiniBatch() ? input.size(0) : 1)
            + calcRegularizationScore(true);
    tell(listener -> listener.onBackwardPass(this));
  }

  @SuppressWarnings("try") // a workspace is left and entered, not called
  private void tell(Consumer<TrainingListener> what) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      trainingListeners.forEach(what);
    }
  }

  private INDArray weights() {
    return getLayer(0).getParam(DefaultParamInitializer.WEIGHT_KEY); // [inputs, classes]
  }

  @SuppressWarnings("try") // a workspace is left and entered, not called
  private void prepare() {
    if (flattenedParams.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "parameters of type " + flattenedParams.dataType() + ": expected FLOAT for training");
    }
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      long weightCount = weights().length();
      INDArray vector = flattenedGradients.reshape(flattenedGradients.length());
      gradient = new FlatGradient(flattenedGradients);
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.WEIGHT_KEY,
          vector.get(NDArrayIndex.interval(0, weightCount)).reshape('f', weights().shape()));
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.BIAS_KEY,
          vector.get(NDArrayIndex.interval(weightCount, vector.length())));
      step = new OnePassStep(layerInputSize(0), layerSize(0), q);
    }
  }

  /**
   * Returns its flat vector itself. The library's own gradient returns a new view each time, which
   * its updater takes for one from outside and handles by making a dozen views more.
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
   * Updates the whole vector at once. The library divides the gradient by views, one for each
   * parameter, which takes as long as a third of a matrix product. Plain SGD is a loop here, to the
   * bit what the library computes; every other updater, L1 and L2 are the library's.
   */
  private static final class FlatUpdater extends MultiLayerUpdater {
    private static final long serialVersionUID = 1L;
    private final transient BaseLayer layer;
    private final transient float[] values; // of the gradient

    FlatUpdater(MultiLayerNetwork network) {
      super(network);
      this.layer = (BaseLayer) network.conf().getLayer();
      this.values = new float[Math.toIntExact(network.numParams())];
    }

    @Override
    public synchronized void update(
        Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
      GradientNormalization normalization = layer.getGradientNormalization();
      if (normalization != null && normalization != GradientNormalization.None
          || gradient.gradient() != getFlattenedGradientsView()) {
        super.update(gradient, iteration, epoch, batchSize, workspaces);
        return;
      }
      float examples = isMiniBatch() ? batchSize : 1;
      float rate = isPlainSgd() ? (float) layer.getIUpdater().getLearningRate(iteration, epoch) : 1;
      HostMemory.read(gradient.gradient(), values);
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] / examples * rate;
      }
      HostMemory.write(values, gradient.gradient());
      if (!isPlainSgd()) {
        for (UpdaterBlock block : getUpdaterBlocks()) {
          block.update(iteration, epoch);
        }
      }
    }

    /** Asks each time: settings can change while training. */
    private boolean isPlainSgd() {
      return layer.getIUpdater() instanceof Sgd
          && layer.getIUpdater().equals(layer.getUpdaterByParam(DefaultParamInitializer.BIAS_KEY))
          && isEmpty(layer.getRegularization())
          && isEmpty(layer.getRegularizationBias());
    }

    private static boolean isEmpty(List<?> list) {
      return list == null || list.isEmpty();
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

  // Only here because class and interface of the library disagree about varargs, which the
  // compiler holds against every subclass that does not take a side.
  @Override
  @SuppressWarnings({"overrides", "rawtypes", "unchecked", "varargs"})
  public <T extends IEvaluation> T[] doEvaluation(MultiDataSetIterator iterator, T... evaluations) {
    return super.doEvaluation(iterator, evaluations);
  }
}
