package io.github.softmaxregression.model;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * Trains what somebody has made of {@link SoftmaxConfiguration}, with a hidden layer for example,
 * by Deeplearning4j's own step: the faster one computes a single softmax layer.
 */
final class OtherLayers {
  private static final String FILE = SoftmaxConfiguration.class.getSimpleName() + ".java";

  private OtherLayers() {}

  /**
   * Makes a network of any layers with softmax at its end.
   *
   * @throws UncheckedIOException if it has another end, or settings ask for one softmax layer
   */
  static ForeignNetwork network(MultiLayerConfiguration configuration, Hyperparameters settings) {
    Layer last = configuration.getConf(configuration.getConfs().size() - 1).getLayer();
    if (!(last instanceof BaseOutputLayer output
        && output.getActivationFn() instanceof ActivationSoftmax)) {
      throw refused(
          configuration,
          "an OutputLayer with Activation.SOFTMAX at the end",
          "put it last: accuracy and loss are computed from its probabilities");
    }
    if (settings.centered() || settings.gceQ() > 0) {
      throw refused(
          configuration,
          "one softmax layer, into which "
              + (settings.centered() ? "--centered" : "--gce-q")
              + " is folded at the end",
          "add --no-centered --gce-q 0, or take --preset chapter");
    }
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    long inputs = network.layerInputSize(0);
    return new ForeignNetwork(network, null, inputs);
  }

  /** Refuses a configuration where parameters of one softmax layer are to be put into it. */
  static UncheckedIOException refused(MultiLayerConfiguration configuration) {
    return refused(
        configuration,
        "one softmax layer for parameters that are known, as those of scratch",
        "make it again as it was; train alone takes other layers");
  }

  private static UncheckedIOException refused(
      MultiLayerConfiguration configuration, String expected, String advice) {
    String found =
        configuration.getConfs().stream()
            .map(each -> each.getLayer().getClass().getSimpleName())
            .collect(Collectors.joining(", "));
    return new UncheckedIOException(new InvalidFileException(FILE, found, expected, advice));
  }
}
