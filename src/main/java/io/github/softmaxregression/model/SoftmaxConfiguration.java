package io.github.softmaxregression.model;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Writes softmax regression in Deeplearning4j's words: one output layer, softmax, cross-entropy.
 */
public final class SoftmaxConfiguration {
  private SoftmaxConfiguration() {}

  /**
   * Configures a network.
   *
   * @param loss multi-class cross-entropy, or what is minimized in its place
   * @throws IllegalArgumentException if Deeplearning4j has no such optimizer
   */
  static MultiLayerConfiguration of(
      Hyperparameters settings, int inputs, int classes, ILossFunction loss) {
    IUpdater updater = settings.optimizer().updater(settings.learningRate(), settings.momentum());
    settings.schedule().applyTo(updater, settings.learningRate(), settings.epochs());
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(updater)
        .l1(settings.l1())
        .l2(settings.preconditioned() ? 0 : settings.l2()) // else the preconditioner has it
        .weightInit(new NormalDistribution(0, settings.weightStdDev()))
        .biasInit(0)
        .list()
        .layer(
            new OutputLayer.Builder(loss)
                .nIn(inputs)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }
}
