package io.github.softmaxregression.model;

import io.github.softmaxregression.backend.Backend;
import io.github.softmaxregression.data.HostMemory;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Deeplearning4j's updater, with Polyak's momentum, which it lacks, and a short cut for SGD: the
 * gradient's few thousand values are divided by the minibatch's size, regularized and multiplied by
 * the learning rate in one loop on the host. The general way makes native calls and a handful of
 * views and scalars for each of these, and takes as long as a third of a matrix product. Without
 * regularization the numbers are the same to the last bit.
 */
final class SgdUpdater extends MultiLayerUpdater {
  private static final long serialVersionUID = 1L;

  private final transient MultiLayerNetwork network;
  private final transient float[] values; // of the gradient
  private final transient float[] parameters;

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
    this.parameters = new float[values.length];
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
    if (stock && !Backend.onGpu() && isSgd(layerOf(network))) {
      network.setUpdater(new SgdUpdater(network, 0));
    }
  }

  private static BaseLayer layerOf(MultiLayerNetwork network) {
    return (BaseLayer) network.conf().getLayer();
  }

  /** Whether it is SGD with nothing but L1 and L2 of the weights. */
  private static boolean isSgd(BaseLayer layer) {
    GradientNormalization normalization = layer.getGradientNormalization();
    return (normalization == null || normalization == GradientNormalization.None)
        && layer.getUpdaterByParam(DefaultParamInitializer.WEIGHT_KEY) instanceof Sgd weights
        && layer.getUpdaterByParam(DefaultParamInitializer.BIAS_KEY) instanceof Sgd bias
        && weights.equals(bias)
        && orEmpty(layer.getRegularization()).stream()
            .allMatch(each -> each instanceof L1Regularization || each instanceof L2Regularization)
        && orEmpty(layer.getRegularizationBias()).isEmpty();
  }

  private static List<Regularization> orEmpty(List<Regularization> list) {
    return list == null ? List.of() : list;
  }

  @Override
  public synchronized void update(
      Gradient gradient, int iteration, int epoch, int batchSize, LayerWorkspaceMgr workspaces) {
    BaseLayer layer = layerOf(network);
    if (gradient.gradient() == getFlattenedGradientsView()
        && isSgd(layer)) { // settings can change while training
      HostMemory.read(gradient.gradient(), values);
      divide(isMiniBatch() ? batchSize : 1);
      for (Regularization each : orEmpty(layer.getRegularization())) {
        regularize(each, layer, iteration, epoch);
      }
      multiply((float) layer.getIUpdater().getLearningRate(iteration, epoch));
    } else {
      super.update(gradient, iteration, epoch, batchSize, workspaces);
      HostMemory.read(gradient.gradient(), values);
    }
    if (momentum > 0) {
      accelerate();
    }
    HostMemory.write(values, gradient.gradient());
  }

  private void divide(float examples) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= examples;
    }
  }

  /** g ← g + λw or g + λ sign w, for the weights, which come before the biases. */
  private void regularize(
      Regularization regularization, BaseLayer layer, int iteration, int epoch) {
    HostMemory.read(network.params(), parameters);
    int weights = parameters.length - biases(layer);
    if (regularization instanceof L2Regularization l2) {
      float factor = (float) l2.getL2().valueAt(iteration, epoch);
      for (int i = 0; i < weights; i++) {
        values[i] += factor * parameters[i];
      }
    } else {
      float factor = (float) ((L1Regularization) regularization).getL1().valueAt(iteration, epoch);
      for (int i = 0; i < weights; i++) {
        values[i] += factor * Math.signum(parameters[i]);
      }
    }
  }

  private static int biases(BaseLayer layer) {
    return Math.toIntExact(((FeedForwardLayer) layer).getNOut());
  }

  private void multiply(float rate) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= rate;
    }
  }

  /** v ← μv + u for an update u, in whose place v is written. */
  private void accelerate() {
    for (int i = 0; i < values.length; i++) {
      velocity[i] = momentum * velocity[i] + values[i];
      values[i] = velocity[i];
    }
  }
}
