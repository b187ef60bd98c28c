package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Configurations that students make of the chapter's. */
class OtherLayersTest {
  private static final Hyperparameters SETTINGS = Hyperparameters.CHAPTER;

  private static MultiLayerConfiguration hidden(Activation last) {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(3).activation(Activation.RELU).build())
        .layer(new OutputLayer.Builder(LossFunction.MSE).nIn(3).nOut(2).activation(last).build())
        .build();
  }

  private static MultiLayerConfiguration one(Activation activation, LossFunction loss) {
    return new NeuralNetConfiguration.Builder()
        .list()
        .layer(new OutputLayer.Builder(loss).nIn(4).nOut(2).activation(activation).build())
        .build();
  }

  @Test
  void theFastStepIsForOneSoftmaxLayerAlone() {
    assertThat(SoftmaxNetwork.isOneLayer(SoftmaxConfiguration.of(SETTINGS, 4, 2, new LossMCXENT())))
        .isTrue();
    assertThat(SoftmaxNetwork.isOneLayer(hidden(Activation.SOFTMAX))).isFalse();
    assertThat(SoftmaxNetwork.isOneLayer(one(Activation.SIGMOID, LossFunction.XENT))).isFalse();
    assertThat(SoftmaxNetwork.isOneLayer(one(Activation.SOFTMAX, LossFunction.MSE))).isFalse();
  }

  @Test
  void otherLayersWithSoftmaxAtTheirEndAreTaken() {
    ForeignNetwork network = OtherLayers.network(hidden(Activation.SOFTMAX), SETTINGS);
    Logits logits = network.logits(Nd4j.ones(DataType.FLOAT, 5, 4));
    assertThat(logits.examples()).isEqualTo(5);
    assertThat(logits.probabilities(0)).hasSize(2);
  }

  @Test
  void othersAreRefusedWithWhatToDo() {
    assertThatThrownBy(() -> OtherLayers.network(hidden(Activation.SIGMOID), SETTINGS))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("SoftmaxConfiguration.java: found DenseLayer, OutputLayer, expected")
        .hasMessageContaining("Activation.SOFTMAX");
    Hyperparameters centered = SETTINGS.with(s -> s.centered = true);
    assertThatThrownBy(() -> OtherLayers.network(hidden(Activation.SOFTMAX), centered))
        .hasMessageContaining("--centered");
    Hyperparameters robust = SETTINGS.with(s -> s.gceQ = 0.4);
    assertThatThrownBy(() -> OtherLayers.network(hidden(Activation.SOFTMAX), robust))
        .hasMessageContaining("--gce-q");
  }
}
