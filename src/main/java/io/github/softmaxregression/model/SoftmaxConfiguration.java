package io.github.softmaxregression.model;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Softmax regression in Deeplearning4j's words: one output layer, softmax, cross-entropy. */
public final class SoftmaxConfiguration {
  private SoftmaxConfiguration() {}

  /** For settings. */
  static MultiLayerConfiguration of(Hyperparameters settings, int inputs, int classes) {
    IUpdater updater = settings.optimizer().updater(settings.learningRate(), settings.momentum());
    settings.schedule().applyTo(updater, settings.learningRate(), settings.epochs());
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(updater)
        .l1(settings.l1())
        .l2(settings.l2())
        .weightInit(new NormalDistribution(0, settings.weightStdDev()))
        .biasInit(0)
        .list()
        .layer(
            new OutputLayer.Builder(new LossMCXENT())
                .nIn(inputs)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }

  /** Whether a configuration is of such a network, and of nothing else. */
  public static boolean isOne(MultiLayerConfiguration configuration) {
    try {
      require(configuration);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The configuration itself.
   *
   * @throws IllegalArgumentException if it is of another network; the message says of what
   */
  static MultiLayerConfiguration require(MultiLayerConfiguration configuration) {
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    if (layers.size() != 1) {
      throw new IllegalArgumentException("a network of " + layers.size() + " layers");
    }
    if (!(layers.get(0).getLayer() instanceof OutputLayer layer)) {
      throw new IllegalArgumentException(
          "a network of one " + layers.get(0).getLayer().getClass().getSimpleName());
    }
    if (!(layer.getActivationFn() instanceof ActivationSoftmax)
        || !(layer.getLossFn() instanceof LossMCXENT loss)
        || loss.getWeights() != null) {
      throw new IllegalArgumentException(
          "an output layer with activation %s and loss %s"
              .formatted(layer.getActivationFn(), layer.getLossFn()));
    }
    if (!layer.hasBias()
        || layer.getIDropout() != null
        || layer.getWeightNoise() != null
        || configuration.getInputPreProcess(0) != null) {
      throw new IllegalArgumentException(
          "an output layer without bias, with dropout, weight noise or an input preprocessor");
    }
    return configuration;
  }
}
