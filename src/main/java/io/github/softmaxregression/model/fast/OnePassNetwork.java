package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.ImageMinibatch;
import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.data.memory.Part;
import io.github.softmaxregression.model.EpochTotals;
import java.util.Arrays;
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
import org.nd4j.linalg.indexing.INDArrayIndex;
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
  private transient ShardedStep step; // from the first minibatch on
  private transient GradientChange preconditioner; // or null
  private transient float[] parameters;
  private transient float[] update; // what is subtracted from them
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

  /** Changes a gradient before it is used. */
  @FunctionalInterface
  public interface GradientChange {
    /**
     * Changes it in place.
     *
     * @param gradient flat, as the parameters are, summed over a minibatch
     * @param examples in the minibatch
     */
    void apply(INDArray gradient, INDArray parameters, int examples);
  }

  /** Has every gradient changed from now on. */
  public void precondition(GradientChange change) {
    preconditioner = change;
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
   * Learns from a minibatch. One that can be made in parts is, by the threads that compute them,
   * unless a listener wants to look at it.
   */
  @Override
  public void fit(org.nd4j.linalg.dataset.api.DataSet minibatch) {
    if (!(minibatch instanceof ImageMinibatch images)
        || !trainingListeners.isEmpty()
        || isConstrained()) {
      super.fit(minibatch);
      return;
    }
    compute(images::part, images.size());
    if (preconditioner == null && getUpdater() instanceof FlatUpdater flat && flat.isPlainSgd()) {
      flat.descend(
          parameters, step.gradient(), getIterationCount(), getEpochCount(), images.size());
    } else {
      writeGradient(images.size());
      LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
      getUpdater()
          .update(this, gradient, getIterationCount(), getEpochCount(), images.size(), none);
      HostMemory.read(flattenedGradients, update);
      for (int i = 0; i < update.length; i++) {
        parameters[i] -= update[i];
      }
    }
    HostMemory.write(parameters, flattenedParams);
    getLayerWiseConfigurations().setIterationCount(getIterationCount() + 1);
  }

  private void writeGradient(int examples) {
    HostMemory.write(step.gradient(), flattenedGradients);
    if (preconditioner != null) {
      preconditioner.apply(flattenedGradients, flattenedParams, examples);
    }
  }

  private boolean isConstrained() {
    List<?> constraints = conf().getLayer().getConstraints();
    return constraints != null && !constraints.isEmpty();
  }

  /** Measures a minibatch without learning from it. */
  public EpochTotals measure(ImageMinibatch images) {
    if (step == null) {
      prepare();
    }
    HostMemory.read(flattenedParams, parameters);
    return step.measure(images::part, images.size(), weights(), parameters);
  }

  /**
   * Computes gradient and score of the current minibatch from one forward pass.
   *
   * <p>The gradient is the sum over the minibatch; the updater divides by its size.
   */
  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaces) {
    tell(listener -> listener.onForwardPass(this, List.of(input)));
    requireShape("features", input, input.size(0), layerInputSize(0));
    requireShape("labels", labels, input.size(0), layerSize(0));
    INDArray features = input.castTo(DataType.FLOAT); // as a rule they are
    compute(
        (first, rows, own) -> {
          INDArrayIndex these = NDArrayIndex.interval(first, first + rows);
          INDArray targets = labels.get(these, NDArrayIndex.all());
          return new Part(features.get(these, NDArrayIndex.all()), 1, HostMemory.rows(targets));
        },
        Math.toIntExact(input.size(0)));
    writeGradient(Math.toIntExact(input.size(0)));
    tell(listener -> listener.onBackwardPass(this));
  }

  private static void requireShape(String name, INDArray array, long rows, long columns) {
    if (array.rank() != 2 || array.size(0) != rows || array.size(1) != columns) {
      throw new IllegalArgumentException(
          "%s of shape %s: expected [%d, %d]"
              .formatted(name, Arrays.toString(array.shape()), rows, columns));
    }
  }

  private void compute(ShardedStep.Examples examples, int size) {
    synchronizeIterEpochCounts();
    if (step == null) {
      prepare();
    }
    HostMemory.read(flattenedParams, parameters);
    totals = step.compute(examples, size, weights(), parameters);
    score = totals.lossSum() / (conf().isMiniBatch() ? size : 1) + calcRegularizationScore(true);
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
      parameters = new float[Math.toIntExact(numParams())];
      update = new float[parameters.length];
      gradient = new FlatGradient(flattenedGradients);
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.WEIGHT_KEY,
          vector.get(NDArrayIndex.interval(0, weightCount)).reshape('f', weights().shape()));
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.BIAS_KEY,
          vector.get(NDArrayIndex.interval(weightCount, vector.length())));
      step = new ShardedStep(layerInputSize(0), layerSize(0), q);
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
      if (isNormalized() || gradient.gradient() != getFlattenedGradientsView()) {
        super.update(gradient, iteration, epoch, batchSize, workspaces);
        return;
      }
      float examples = isMiniBatch() ? batchSize : 1;
      float rate = isPlainSgd() ? rate(iteration, epoch) : 1;
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

    /** Makes a step of plain SGD, with the sum of the gradients of some examples. */
    void descend(float[] parameters, float[] gradient, int iteration, int epoch, int batchSize) {
      float examples = isMiniBatch() ? batchSize : 1;
      float rate = rate(iteration, epoch);
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] -= gradient[i] / examples * rate;
      }
    }

    private float rate(int iteration, int epoch) {
      return (float) layer.getIUpdater().getLearningRate(iteration, epoch);
    }

    private boolean isNormalized() {
      GradientNormalization normalization = layer.getGradientNormalization();
      return normalization != null && normalization != GradientNormalization.None;
    }

    /** Asks each time: settings can change while training. */
    private boolean isPlainSgd() {
      return !isNormalized()
          && layer.getIUpdater() instanceof Sgd
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

  @Override
  public void close() {
    if (step != null) {
      step.close(); // a thread may be at a shard that nobody waits for
    }
    super.close();
  }

  // Only here because class and interface of the library disagree about varargs, which the
  // compiler holds against every subclass that does not take a side.
  @Override
  @SuppressWarnings({"overrides", "rawtypes", "unchecked", "varargs"})
  public <T extends IEvaluation> T[] doEvaluation(MultiDataSetIterator iterator, T... evaluations) {
    return super.doEvaluation(iterator, evaluations);
  }
}
