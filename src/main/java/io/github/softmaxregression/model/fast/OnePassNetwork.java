package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.ImageMinibatch;
import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.fast.ShardedStep.Examples;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Trains a single softmax layer with a gradient that comes from one forward pass, which also yields
 * the loss and the correct examples before the update, computed in shards by several threads.
 *
 * <p>The library's own step, which serves listeners, multiplies four times where two products are
 * needed: it derives the input's gradient too, and runs forward again for the score. Saved, the
 * network is a plain {@code MultiLayerNetwork}: only configuration and parameters are written.
 */
public final class OnePassNetwork extends MultiLayerNetwork {
  private static final long serialVersionUID = 1L;
  private final transient double q;
  private transient ShardedStep step; // from the first minibatch on
  private transient float[] mean; // of the images, or null
  private transient GradientChange preconditioner; // or null
  private transient FlatUpdater updater; // null for plain SGD
  private transient float[] parameters; // W in column-major order, then b
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

  @Override
  public void init(INDArray given, boolean cloneParametersArray) {
    super.init(given, cloneParametersArray);
    if (!isPlainSgd()) {
      updateByLibrary();
    }
  }

  private void updateByLibrary() {
    updater = new FlatUpdater(this);
    setUpdater(updater);
  }

  /** Has every gradient changed from now on. */
  public void precondition(GradientChange change) {
    preconditioner = change;
    if (updater == null) {
      updateByLibrary();
    }
  }

  /** Learns from images less a mean image [inputs] from now on; they are given as they are. */
  public void center(float[] meanImage) {
    mean = meanImage.clone();
  }

  /** Loss and correct examples of the minibatch last trained on, before its update. */
  public EpochTotals lastMinibatch() {
    return totals;
  }

  /** Measures a minibatch without learning from it. */
  public EpochTotals measure(DataSet minibatch) {
    prepare();
    return step.measure(examples(minibatch), minibatch.numExamples(), weights(), parameters);
  }

  /**
   * Learns from a minibatch; one that can be made in parts is.
   *
   * @throws IllegalArgumentException if it has masks, which are for sequences, or another shape
   */
  @Override
  public void fit(DataSet minibatch) {
    if (minibatch.hasMaskArrays()) {
      throw new IllegalArgumentException(
          "mask arrays are for sequences; leave examples out of the minibatch instead");
    }
    if (!trainingListeners.isEmpty() || !isEmpty(layer().getConstraints())) {
      totals = measure(minibatch);
      super.fit(minibatch);
      return;
    }
    prepare();
    int size = minibatch.numExamples();
    totals = step.compute(examples(minibatch), size, weights(), parameters);
    score = totals.lossSum() / (conf().isMiniBatch() ? size : 1) + calcRegularizationScore(true);
    int iteration = getIterationCount();
    if (updater == null) {
      descend(step.gradient(), iteration, size);
    } else {
      updater.update(step.gradient(), parameters, size, preconditioner);
    }
    HostMemory.write(parameters, flattenedParams);
    getLayerWiseConfigurations().setIterationCount(iteration + 1);
  }

  private void descend(float[] gradient, int iteration, int size) {
    float examples = conf().isMiniBatch() ? size : 1;
    float rate = (float) layer().getIUpdater().getLearningRate(iteration, getEpochCount());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= gradient[i] / examples * rate;
    }
  }

  /** Serves listeners, and {@code fit} with an iterator, for cross-entropy alone. */
  @Override
  public void computeGradientAndScore(LayerWorkspaceMgr workspaces) {
    if (q > 0) {
      throw new UnsupportedOperationException("generalized cross-entropy: fit single minibatches");
    }
    super.computeGradientAndScore(workspaces);
  }

  private void prepare() {
    if (step == null) {
      if (flattenedParams.dataType() != DataType.FLOAT) {
        throw new IllegalArgumentException(
            "parameters of type " + flattenedParams.dataType() + ": expected FLOAT for training");
      }
      step = new ShardedStep(layerInputSize(0), layerSize(0), q, mean);
      parameters = new float[Math.toIntExact(numParams())];
    }
    HostMemory.read(flattenedParams, parameters);
  }

  private Examples examples(DataSet minibatch) {
    return minibatch instanceof ImageMinibatch images
        ? images::part
        : WholeMinibatch.of(minibatch, layerInputSize(0), layerSize(0));
  }

  private INDArray weights() {
    return getLayer(0).getParam(DefaultParamInitializer.WEIGHT_KEY); // [inputs, classes]
  }

  private BaseLayer layer() {
    return (BaseLayer) conf().getLayer();
  }

  private boolean isPlainSgd() {
    GradientNormalization normalization = layer().getGradientNormalization();
    return (normalization == null || normalization == GradientNormalization.None)
        && layer().getIUpdater() instanceof Sgd
        && layer().getIUpdater().equals(layer().getUpdaterByParam(DefaultParamInitializer.BIAS_KEY))
        && isEmpty(layer().getRegularization())
        && isEmpty(layer().getRegularizationBias());
  }

  private static boolean isEmpty(List<?> list) {
    return list == null || list.isEmpty();
  }

  @Override
  public void close() {
    if (step != null) {
      step.close(); // waits for a thread at a shard that nobody wants any more
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
