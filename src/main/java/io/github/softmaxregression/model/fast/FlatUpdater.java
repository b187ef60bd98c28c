package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.memory.HostMemory;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Updates parameters by the library's own rules, momentum, Adam, L1 and L2 among them, from a
 * gradient in Java's memory. The library divides the gradient by views, one for each parameter,
 * which takes as long as a third of a matrix product: here it is divided as one vector.
 */
final class FlatUpdater extends MultiLayerUpdater {
  private static final long serialVersionUID = 1L;
  private final transient MultiLayerNetwork network;
  private final transient float[] change; // what is subtracted from the parameters
  private transient Gradient gradient; // the network's flat one

  FlatUpdater(MultiLayerNetwork network) {
    super(network);
    this.network = network;
    this.change = new float[Math.toIntExact(network.numParams())];
  }

  /**
   * Updates parameters.
   *
   * @param sums the gradient, ∂W in column-major order, then ∂b, summed over a minibatch
   * @param parameters likewise
   * @param examples in the minibatch
   * @param preconditioner changes the gradient first, or null
   */
  void update(float[] sums, float[] parameters, int examples, GradientChange preconditioner) {
    INDArray flat = network.getFlattenedGradients();
    HostMemory.write(sums, flat);
    if (preconditioner != null) {
      preconditioner.apply(flat, network.params(), examples);
    }
    int iteration = network.getIterationCount();
    int epoch = network.getEpochCount();
    if (isNormalized()) {
      update(gradient(flat), iteration, epoch, examples, LayerWorkspaceMgr.noWorkspaces());
      HostMemory.read(flat, change);
    } else {
      HostMemory.read(flat, change);
      for (int i = 0; i < change.length; i++) {
        change[i] /= isMiniBatch() ? examples : 1;
      }
      HostMemory.write(change, flat);
      for (UpdaterBlock block : getUpdaterBlocks()) {
        block.update(iteration, epoch);
      }
      HostMemory.read(flat, change);
    }
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] -= change[i];
    }
  }

  private boolean isNormalized() {
    GradientNormalization normalization =
        ((BaseLayer) network.conf().getLayer()).getGradientNormalization();
    return normalization != null && normalization != GradientNormalization.None;
  }

  private Gradient gradient(INDArray flat) {
    if (gradient == null) {
      INDArray vector = flat.reshape(flat.length());
      INDArray weights = network.getLayer(0).getParam(DefaultParamInitializer.WEIGHT_KEY);
      gradient = new DefaultGradient(flat);
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.WEIGHT_KEY,
          vector.get(NDArrayIndex.interval(0, weights.length())).reshape('f', weights.shape()));
      gradient.setGradientFor(
          "0_" + DefaultParamInitializer.BIAS_KEY,
          vector.get(NDArrayIndex.interval(weights.length(), vector.length())));
    }
    return gradient;
  }
}
