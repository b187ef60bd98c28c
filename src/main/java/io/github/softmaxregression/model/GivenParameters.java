package io.github.softmaxregression.model;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Makes networks of parameters that are known, for example those of a model trained by hand. */
public final class GivenParameters {
  private GivenParameters() {}

  /**
   * Makes a network.
   *
   * @param weights W [inputs, classes], copied
   * @param bias b [1, classes], copied
   * @throws java.io.UncheckedIOException if SoftmaxConfiguration has other layers
   */
  public static SoftmaxNetwork network(Hyperparameters settings, INDArray weights, INDArray bias) {
    int inputs = Math.toIntExact(weights.size(0));
    int classes = Math.toIntExact(weights.size(1));
    var configuration = SoftmaxConfiguration.of(settings, inputs, classes, new LossMCXENT());
    if (!SoftmaxNetwork.isOneLayer(configuration)) {
      throw OtherLayers.refused(configuration);
    }
    MultiLayerNetwork plain = new MultiLayerNetwork(configuration);
    plain.init();
    SoftmaxNetwork network = SoftmaxNetwork.of(plain);
    network.weights().assign(weights);
    network.bias().assign(bias);
    return network;
  }
}
