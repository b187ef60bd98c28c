package io.github.softmaxregression.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
import java.io.IOException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ConversionTest {
  private static ImageSet test;

  @BeforeAll
  static void read() throws IOException {
    test = FashionMnist.bundled().test();
  }

  /** A network that has learned a little: its batch normalizations have statistics. */
  private static MultiLayerNetwork trained(Layer... layers) {
    var list = new NeuralNetConfiguration.Builder().seed(7).updater(new Adam(0.002)).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    ImageSetIterator minibatches = ImageSetIterator.shuffled(test, 100, 7);
    for (int i = 0; i < 20; i++) {
      DataSet minibatch = minibatches.next();
      network.fit(minibatch);
    }
    return network;
  }

  private static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  private static OutputLayer output(int in) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(in)
        .nOut(10)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static void assertConverted(Model model, int layers) {
    DenseClassifier converted = Conversion.of(model, 784);
    assertThat(converted.layers()).hasSize(layers);
    for (int image = 0; image < 100; image++) {
      byte[] bytes = test.image(image);
      float[] pixels = new float[784];
      double[] exact = new double[784];
      for (int i = 0; i < 784; i++) {
        pixels[i] = (bytes[i] & 0xff) / 255f;
        exact[i] = pixels[i];
      }
      double[] expected = model.logits(pixels, 1).probabilities(0);
      double[] found = converted.probabilities(exact);
      for (int k = 0; k < 10; k++) {
        assertThat(found[k]).isCloseTo(expected[k], within(1e-5));
      }
    }
  }

  @Test
  void layersOfEveryKnownKindAreConverted() {
    MultiLayerNetwork network =
        trained(
            new BatchNormalization.Builder().nIn(784).nOut(784).build(),
            dense(784, 30, Activation.TANH),
            new DropoutLayer(0.5),
            dense(30, 20, Activation.IDENTITY),
            new BatchNormalization.Builder().nIn(20).nOut(20).build(),
            new ActivationLayer(Activation.RELU),
            new BatchNormalization.Builder().nIn(20).nOut(20).build(),
            dense(20, 12, Activation.SIGMOID),
            output(12));
    assertConverted(new ForeignNetwork(network, null, 784), 4);
  }

  @Test
  void normalizersGoIntoTheFirstLayer() {
    MultiLayerNetwork network = trained(dense(784, 16, Activation.RELU), output(16));
    assertConverted(new ForeignNetwork(network, new ImagePreProcessingScaler(-1, 1), 784), 2);
    NormalizerStandardize statistics = new NormalizerStandardize();
    DataSet bytes = ImageSetIterator.inOrder(test, 1000).next();
    bytes.getFeatures().muli(255);
    statistics.fit(bytes);
    assertConverted(new ForeignNetwork(network, statistics, 784), 2);
  }

  @Test
  void whatIsNotKnownIsNamed() {
    DataNormalization none = null;
    assertThatThrownBy(
            () ->
                Conversion.of(
                    new ForeignNetwork(
                        trained(dense(784, 8, Activation.ELU), output(8)), none, 784),
                    784))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("activation elu");
  }
}
