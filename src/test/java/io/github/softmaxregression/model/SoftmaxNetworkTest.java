package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SoftmaxNetworkTest {
  /** 1,000 real images; 256 does not divide their number. */
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test().select(IntStream.range(0, 1000).toArray());
  }

  private static SoftmaxNetwork network(long seed) {
    return SoftmaxNetwork.create(new Hyperparameters(1, 256, 0.1, 0.01, seed), 784, 10);
  }

  /** Deeplearning4j's own code with the same configuration and parameters. */
  private static MultiLayerNetwork stock(SoftmaxNetwork network) {
    MultiLayerNetwork stock = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    stock.init(network.params(), true);
    return stock;
  }

  private static double largestDifference(INDArray a, INDArray b) {
    return a.sub(b).amaxNumber().doubleValue();
  }

  @Test
  void startsFromTheChaptersDistribution() {
    SoftmaxNetwork network = network(1);

    assertThat(network.weights().shape()).containsExactly(784, 10);
    assertThat(network.bias().shape()).containsExactly(1, 10);
    assertThat(network.numParams()).isEqualTo(7850);
    assertThat(network.weights().meanNumber().doubleValue()).isCloseTo(0, within(0.0005));
    assertThat(network.weights().stdNumber().doubleValue()).isCloseTo(0.01, within(0.0005));
    assertThat(network.bias().toFloatMatrix()[0]).containsOnly(0f);
  }

  @Test
  void theSeedDecidesTheWeights() {
    assertThat(network(1).params()).isEqualTo(network(1).params());
    assertThat(network(1).params()).isNotEqualTo(network(2).params());
  }

  @Test
  void gradientAndScoreEqualTheStockNetworks() {
    SoftmaxNetwork network = network(3);
    MultiLayerNetwork stock = stock(network);
    DataSet batch = FashionMnistIterator.inOrder(images, 100).next();
    for (MultiLayerNetwork each : new MultiLayerNetwork[] {network, stock}) {
      each.setInput(batch.getFeatures());
      each.setLabels(batch.getLabels());
      each.computeGradientAndScore(
          org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces());
    }

    assertThat(network.score()).isCloseTo(stock.score(), within(1e-6 * stock.score()));
    INDArray expected = stock.gradient().gradient();
    assertThat(largestDifference(network.gradient().gradient(), expected))
        .isLessThan(1e-6 * expected.amaxNumber().doubleValue());
  }

  @Test
  void trainsToTheStockNetworksParameters() {
    SoftmaxNetwork network = network(4);
    MultiLayerNetwork stock = stock(network);
    FashionMnistIterator forStock = FashionMnistIterator.shuffled(images, 256, 9);
    FashionMnistIterator forNetwork = FashionMnistIterator.shuffled(images, 256, 9);
    for (int epoch = 0; epoch < 3; epoch++) {
      stock.fit(forStock);
      network.fitEpoch(forNetwork, counts -> {});
    }

    assertThat(network.getIterationCount()).isEqualTo(stock.getIterationCount()).isEqualTo(12);
    assertThat(network.getEpochCount()).isEqualTo(stock.getEpochCount()).isEqualTo(3);
    assertThat(largestDifference(network.params(), stock.params())).isLessThan(1e-6);
  }

  @Test
  void countsEveryExampleBeforeItsUpdate() {
    SoftmaxNetwork network = network(5);
    MultiLayerNetwork before = stock(network);
    // One minibatch holds all: measured before the only update.
    Counts counts = network.fitEpoch(FashionMnistIterator.inOrder(images, 1000), soFar -> {});

    DataSet all = FashionMnistIterator.inOrder(images, 1000).next();
    assertThat(counts.seen()).isEqualTo(1000);
    assertThat(counts.meanLoss()).isCloseTo(before.score(all), within(1e-5));
    assertThat(counts.accuracy())
        .isEqualTo(before.evaluate(FashionMnistIterator.inOrder(images, 1000)).accuracy());
  }

  @Test
  void aThrowingListenerEndsThePassAndItsThread() {
    SoftmaxNetwork network = network(6);

    assertThatThrownBy(
            () ->
                network.fitEpoch(
                    FashionMnistIterator.shuffled(images, 10, 1),
                    counts -> {
                      throw new IllegalStateException("enough");
                    }))
        .hasMessage("enough");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("ADSI"));
    assertThat(network.fitEpoch(FashionMnistIterator.inOrder(images, 10), counts -> {}).seen())
        .isEqualTo(1000);
  }

  @Test
  void logitsAndOutputAgree() {
    SoftmaxNetwork network = network(7);
    INDArray features = FashionMnistIterator.inOrder(images, 50).next().getFeatures();
    INDArray probabilities = network.output(features);
    INDArray ratios =
        network.logits(features).sub(org.nd4j.linalg.ops.transforms.Transforms.log(probabilities));

    assertThat(probabilities.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-6);
    // o - log softmax(o) is the same number for all classes of an example.
    assertThat(ratios.max(1).sub(ratios.min(1)).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{1e30f, 0, -1e30f}, {-200, 0, 200}});
    INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0, 0}, {1, 0, 0}});
    SoftmaxCrossEntropy result = SoftmaxCrossEntropy.of(logits, labels);

    assertThat(result.counts()).isEqualTo(new Counts(400, 1, 2));
    assertThat(result.gradient())
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 0, 0}, {-1, 0, 1}}));
  }

  @Test
  void masksAreRefused() {
    SoftmaxNetwork network = network(8);
    DataSet batch = FashionMnistIterator.inOrder(images, 10).next();
    batch.setLabelsMaskArray(Nd4j.ones(10, 1));

    assertThatThrownBy(() -> network.fit(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mask");
  }

  @Test
  void otherNetworksAreRefused() {
    refused(output(LossFunction.MSE, Activation.SOFTMAX), "LossMSE");
    refused(output(LossFunction.MCXENT, Activation.SIGMOID), "sigmoid");
    refused(
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new DenseLayer.Builder().nIn(4).nOut(3).build())
            .layer(new OutputLayer.Builder(LossFunction.MCXENT).nIn(3).nOut(2).build())
            .build(),
        "2 layers");
  }

  private static MultiLayerConfiguration output(LossFunction loss, Activation activation) {
    return new NeuralNetConfiguration.Builder()
        .list()
        .layer(new OutputLayer.Builder(loss).nIn(4).nOut(2).activation(activation).build())
        .validateOutputLayerConfig(false)
        .build();
  }

  private static void refused(MultiLayerConfiguration configuration, String message) {
    assertThatThrownBy(() -> new SoftmaxNetwork(configuration))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
