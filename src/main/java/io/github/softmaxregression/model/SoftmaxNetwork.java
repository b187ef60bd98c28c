package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.Backend;
import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.model.fast.OnePassNetwork;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Softmax regression as a Deeplearning4j network: one {@code OutputLayer} with softmax and
 * multi-class cross-entropy, ŷ = softmax(xW + b) with x [n, inputs], W [inputs, classes], b [1,
 * classes].
 *
 * <p>On a GPU the library's own step trains it. On the CPU {@code model.fast} makes the same step
 * faster, to the same numbers.
 */
public final class SoftmaxNetwork implements TrainableModel {
  private final MultiLayerNetwork network;
  private final Model other; // computes it where SoftmaxConfiguration has other layers, or null

  private SoftmaxNetwork(MultiLayerNetwork network, Model other) {
    this.network = network;
    this.other = other;
  }

  /** Makes a network with new random weights, ready to train. */
  public static SoftmaxNetwork create(Hyperparameters settings, int inputs, int classes) {
    return create(settings, inputs, classes, Backend.onGpu());
  }

  /**
   * Makes a network likewise.
   *
   * @param stock whether it trains by Deeplearning4j's own step
   */
  static SoftmaxNetwork create(Hyperparameters settings, int inputs, int classes, boolean stock) {
    double q = settings.gceQ();
    ILossFunction loss = stock && q > 0 ? new GeneralizedCrossEntropy(q) : new LossMCXENT();
    var configuration = SoftmaxConfiguration.of(settings, inputs, classes, loss);
    if (!isOneLayer(configuration)) {
      ForeignNetwork other = OtherLayers.network(configuration, settings);
      return new SoftmaxNetwork(other.network(), other);
    }
    MultiLayerNetwork network =
        stock ? new MultiLayerNetwork(configuration) : new OnePassNetwork(configuration, q);
    network.init();
    return new SoftmaxNetwork(network, null);
  }

  /** Wraps a network that was trained before: a single softmax layer with cross-entropy. */
  public static SoftmaxNetwork of(MultiLayerNetwork network) {
    return new SoftmaxNetwork(network, null);
  }

  /** Whether a configuration is one layer of softmax with cross-entropy, and no more. */
  public static boolean isOneLayer(MultiLayerConfiguration configuration) {
    return configuration.getConfs().size() == 1
        && configuration.getInputPreProcess(0) == null
        && configuration.getConf(0).getLayer() instanceof OutputLayer layer
        && layer.getActivationFn() instanceof ActivationSoftmax
        && layer.getLossFn() instanceof LossMCXENT loss
        && loss.getWeights() == null
        && layer.hasBias()
        && layer.getIDropout() == null
        && layer.getWeightNoise() == null;
  }

  /** Whether it is one such layer: always, unless SoftmaxConfiguration was changed. */
  public boolean isOneLayer() {
    return other == null;
  }

  /** The Deeplearning4j network itself. */
  public MultiLayerNetwork network() {
    return network;
  }

  /** Features of an example. */
  public int inputs() {
    return network.layerInputSize(0);
  }

  /** Classes to choose from. */
  public int classes() {
    return network.layerSize(network.getnLayers() - 1);
  }

  /** The weights W [inputs, classes]: a view, not a copy. */
  public INDArray weights() {
    return network.getLayer(0).getParam(DefaultParamInitializer.WEIGHT_KEY);
  }

  /** The biases b [1, classes]: a view, not a copy. */
  public INDArray bias() {
    return biasVector().reshape(1, classes());
  }

  private INDArray biasVector() {
    return network.getLayer(0).getParam(DefaultParamInitializer.BIAS_KEY); // [classes]
  }

  @Override
  public Logits logits(INDArray features) {
    if (other != null) {
      return other.logits(features);
    }
    return NetworkLogits.of(features, weights(), biasVector());
  }

  @Override
  public void startEpoch(int epoch) {
    network.getLayerWiseConfigurations().setEpochCount(epoch);
  }

  /** Whether minibatches are best left for it to make, in parts, and to subtract the mean from. */
  public boolean computesInParts() {
    return network instanceof OnePassNetwork;
  }

  @Override
  public EpochTotals step(DataSet minibatch) {
    if (network instanceof OnePassNetwork onePass) {
      network.fit(minibatch);
      return onePass.lastMinibatch();
    }
    EpochTotals totals = measure(minibatch);
    network.fit(minibatch);
    return totals;
  }

  @Override
  public EpochTotals measure(DataSet minibatch) {
    return network instanceof OnePassNetwork onePass
        ? onePass.measure(minibatch)
        : TrainableModel.super.measure(minibatch);
  }

  /** Subtracts a mean image [inputs] from every example from now on, if it computes in parts. */
  public void center(float[] mean) {
    ((OnePassNetwork) network).center(mean);
  }

  /** Applies a preconditioner to every gradient from now on. */
  public void precondition(Preconditioner preconditioner) {
    if (network instanceof OnePassNetwork onePass) {
      onePass.precondition(preconditioner::apply);
      return;
    }
    network.addListeners(preconditioner.listener());
  }

  @Override
  public State state() {
    INDArray updater = network.getUpdater(true).getStateViewArray();
    return new State(
        HostMemory.rows(network.params()),
        updater == null ? new float[0] : HostMemory.rows(updater),
        network.getIterationCount());
  }

  @Override
  public void restore(State state) {
    replaceParameters(state.parameters());
    INDArray updater = network.getUpdater(true).getStateViewArray();
    requireLength(
        "optimizer's values",
        state.updater(),
        updater == null ? 0 : Math.toIntExact(updater.length()));
    if (updater != null) {
      updater.assign(Nd4j.createFromArray(state.updater()).reshape(updater.shape()));
    }
    network.getLayerWiseConfigurations().setIterationCount(state.iterations());
  }

  @Override
  public void replaceParameters(float[] parameters) {
    requireLength("parameters", parameters, Math.toIntExact(network.numParams()));
    network.setParams(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
  }

  private static void requireLength(String name, float[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "%d %s: expected %d".formatted(values.length, name, expected));
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
