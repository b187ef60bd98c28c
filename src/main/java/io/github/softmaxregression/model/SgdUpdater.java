package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.Backend;
import io.github.softmaxregression.data.HostMemory;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Deeplearning4j's updater, with Polyak's momentum, which it lacks, and a short cut for plain SGD:
 * the gradient's few thousand values are divided by the minibatch's size and multiplied by the
 * learning rate in one loop on the host. The general way makes two native calls and a handful of
 * views and scalars for it, and takes as long as a third of a matrix product. The numbers are the
 * same to the last bit.
 */
final class SgdUpdater extends MultiLayerUpdater {
  private static final long serialVersionUID = 1L;

  private final transient MultiLayerNetwork network;
  private final transient float[] values;

  private final transient float momentum;
  private final transient float[] velocity; // v, the state of momentum; empty without

  /**
   * For a network whose settings are SGD's.
   *
   * @param momentum μ; 0 for none
   */
  SgdUpdater(MultiLayerNetwork network, double momentum) {
    super(network);
    this.network = network;
    this.values = new float[Math.toIntExact(network.numParams())];
    this.momentum = (float) momentum;
    this.velocity = new float[momentum == 0 ? 0 : values.length];
  }

  /** v, which the next update goes on from: not a copy. Empty without momentum. */
  float[] velocity() {
    return velocity;
  }

  /**
   * Gives a network on the CPU this updater, unless its settings ask for more or it was given
   * another.
   */
  static void install(MultiLayerNetwork network) {
    boolean stock =
        network.getUpdater(false) == null
            || network.getUpdater(false).getClass() == MultiLayerUpdater.class;
    if (stock && !Backend.onGpu() && isPlainSgd(network.conf())) {
      network.setUpdater(new SgdUpdater(network, 0));
    }
  }

  private static boolean isPlainSgd(NeuralNetConfiguration configuration) {
    BaseLayer layer = (BaseLayer) configuration.getLayer();
    GradientNormalization normalization = layer.getGradientNormalization();
    return (normalization == null || normalization == GradientNormalization.None)
        && layer.getUpdaterByParam(DefaultParamInitializer.WEIGHT_KEY) instanceof Sgd weights
        && layer.getUpdaterByParam(DefaultParamInitializer.BIAS_KEY) instanceof Sgd bias
        && weights.equals(bias)
        && isEmpty(layer.getRegularization())
        && isEmpty(layer.getRegularizationBias());
  }

  private static boolean isEmpty(List<?> list) {
    return list == null || list.isEmpty();
  }

  @Override
  public synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    if (gradient.gradient() == getFlattenedGradientsView()
        && isPlainSgd(network.conf())) { // settings can change while training
      updatePlain(gradient, iteration, epoch, batchSize);
    } else {
      super.update(gradient, iteration, epoch, batchSize, workspaces);
    }
    if (momentum > 0) {
      accelerate(gradient.gradient());
    }
  }

  private void updatePlain(Gradient gradient, int iteration, int epoch, int batchSize) {
    BaseLayer layer = (BaseLayer) network.conf().getLayer();
    float rate = (float) layer.getIUpdater().getLearningRate(iteration, epoch);
    float examples = isMiniBatch() ? batchSize : 1;
    HostMemory.read(gradient.gradient(), values);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] / examples * rate;
    }
    HostMemory.write(values, gradient.gradient());
  }

  /** v ← μv + u for an update u, in whose place v is written. */
  private void accelerate(INDArray update) {
    HostMemory.read(update, values);
    for (int i = 0; i < values.length; i++) {
      velocity[i] = momentum * velocity[i] + values[i];
    }
    HostMemory.write(velocity, update);
  }
}
