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
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Deeplearning4j's updater, with a short cut for plain SGD: the gradient's few thousand values are
 * divided by the minibatch's size and multiplied by the learning rate in one loop on the host. The
 * general way makes two native calls and a handful of views and scalars for it, and takes as long
 * as a third of a matrix product. The numbers are the same to the last bit.
 */
final class PlainSgdUpdater extends MultiLayerUpdater {
  private static final long serialVersionUID = 1L;

  private final transient MultiLayerNetwork network;
  private final transient float[] values;

  private PlainSgdUpdater(MultiLayerNetwork network) {
    super(network);
    this.network = network;
    this.values = new float[Math.toIntExact(network.numParams())];
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
      network.setUpdater(new PlainSgdUpdater(network));
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
    if (gradient.gradient() != getFlattenedGradientsView()
        || !isPlainSgd(network.conf())) { // settings can change while training
      super.update(gradient, iteration, epoch, batchSize, workspaces);
      return;
    }
    BaseLayer layer = (BaseLayer) network.conf().getLayer();
    float rate = (float) layer.getIUpdater().getLearningRate(iteration, epoch);
    float examples = isMiniBatch() ? batchSize : 1;
    HostMemory.read(gradient.gradient(), values);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] / examples * rate;
    }
    HostMemory.write(values, gradient.gradient());
  }
}
