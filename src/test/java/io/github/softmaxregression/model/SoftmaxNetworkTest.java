package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.PrefetchingIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

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
    DataSet batch = ImageSetIterator.inOrder(images, 100).next();
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
    ImageSetIterator forStock = ImageSetIterator.shuffled(images, 256, 9);
    ImageSetIterator forNetwork = ImageSetIterator.shuffled(images, 256, 9);
    for (int epoch = 0; epoch < 3; epoch++) {
      stock.fit(forStock);
      network.fitEpoch(forNetwork, counts -> {});
    }

    assertThat(network.getIterationCount()).isEqualTo(stock.getIterationCount()).isEqualTo(12);
    assertThat(network.getEpochCount()).isEqualTo(stock.getEpochCount()).isEqualTo(3);
    assertThat(largestDifference(network.params(), stock.params())).isLessThan(1e-6);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        arguments("Adam", builder().updater(new Adam(1e-3))),
        arguments("momentum", builder().updater(new Nesterovs(0.05, 0.9))),
        arguments(
            "schedule by iteration",
            builder().updater(new Sgd(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 3)))),
        arguments(
            "schedule by epoch",
            builder().updater(new Sgd(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 1)))),
        arguments("L2", builder().updater(new Sgd(0.1)).l2(1e-2)),
        arguments("L1", builder().updater(new Sgd(0.1)).l1(1e-3)),
        arguments("weight decay", builder().updater(new Sgd(0.1)).weightDecay(1e-2)),
        arguments("sums, not means", builder().updater(new Sgd(1e-4)).miniBatch(false)),
        arguments(
            "clipped values",
            builder()
                .updater(new Sgd(0.1))
                .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                .gradientNormalizationThreshold(0.01)),
        arguments(
            "clipped norm of each parameter",
            builder()
                .updater(new Sgd(0.1))
                .gradientNormalization(GradientNormalization.ClipL2PerParamType)
                .gradientNormalizationThreshold(0.1)),
        arguments(
            "clipped norm of the layer",
            builder()
                .updater(new Sgd(0.1))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.1)),
        arguments(
            "constraint",
            builder().updater(new Sgd(0.1)).constrainWeights(new MaxNormConstraint(0.1, 0))));
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(11)
        .weightInit(new NormalDistribution(0, 0.01));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void everySettingTrainsAsInTheStockNetwork(String name, NeuralNetConfiguration.Builder builder) {
    SoftmaxNetwork network =
        new SoftmaxNetwork(
            builder
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(784)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    MultiLayerNetwork stock = stock(network);
    CollectScoresListener scores = new CollectScoresListener(1);
    CollectScoresListener stockScores = new CollectScoresListener(1);
    network.setListeners(scores);
    stock.setListeners(stockScores);
    for (int epoch = 0; epoch < 2; epoch++) {
      stock.fit(ImageSetIterator.shuffled(images, 256, epoch));
      network.fit(ImageSetIterator.shuffled(images, 256, epoch));
    }

    assertThat(largestDifference(network.params(), stock.params())).isLessThan(2e-6);
    assertThat(scores.getListScore().size())
        .isEqualTo(stockScores.getListScore().size())
        .isEqualTo(8);
    for (int i = 0; i < 8; i++) {
      double expected = stockScores.getListScore().getDouble(i);
      assertThat(scores.getListScore().getDouble(i)).isCloseTo(expected, within(2e-6 * expected));
    }
  }

  static Stream<Arguments> layouts() {
    return Stream.of(
        arguments("column-major", (UnaryOperator<INDArray>) array -> array.dup('f')),
        arguments("double", (UnaryOperator<INDArray>) array -> array.castTo(DataType.DOUBLE)),
        arguments(
            "view of some rows",
            (UnaryOperator<INDArray>)
                array ->
                    Nd4j.vstack(array.mul(0), array)
                        .get(NDArrayIndex.interval(100, 200), NDArrayIndex.all())),
        arguments(
            "view of some columns",
            (UnaryOperator<INDArray>)
                array ->
                    Nd4j.hstack(array.mul(0), array)
                        .get(
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(array.size(1), 2 * array.size(1)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layouts")
  void minibatchesOfAnyLayoutTrainAlike(String name, UnaryOperator<INDArray> layout) {
    SoftmaxNetwork expected = network(15);
    SoftmaxNetwork network = network(15);
    DataSet batch = ImageSetIterator.inOrder(images, 100).next();
    for (int step = 0; step < 3; step++) {
      expected.fit(batch);
      network.fit(layout.apply(batch.getFeatures()), layout.apply(batch.getLabels()));
    }

    assertThat(largestDifference(network.params(), expected.params())).isLessThan(1e-6);
  }

  @Test
  void plainSgdGivesTheSameBitsAsTheLibrarysUpdater() {
    SoftmaxNetwork own = network(13);
    SoftmaxNetwork librarys = network(13);
    librarys.setUpdater(new MultiLayerUpdater(librarys) {});
    for (SoftmaxNetwork each : List.of(own, librarys)) {
      each.fit(ImageSetIterator.shuffled(images, 256, 1));
      each.setLearningRate(0.03);
      each.fit(ImageSetIterator.shuffled(images, 256, 2));
    }

    assertThat(own.params()).isEqualTo(librarys.params());
    assertThat(own.params().toFloatVector()).isEqualTo(librarys.params().toFloatVector());
  }

  @Test
  void aListenerMayChangeTheGradient() {
    SoftmaxNetwork network = network(14);
    INDArray before = network.params().dup();
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onGradientCalculation(Model model) {
            model.gradient().gradient().assign(0);
          }
        });
    network.fit(ImageSetIterator.inOrder(images, 500));

    assertThat(network.params()).isEqualTo(before);
  }

  @Test
  void listenersSeeEveryStep() {
    SoftmaxNetwork network = network(10);
    List<String> calls = new ArrayList<>();
    network.setListeners(
        new BaseTrainingListener() {
          @Override
          public void onForwardPass(Model model, List<INDArray> activations) {
            calls.add("forward");
          }

          @Override
          public void onBackwardPass(Model model) {
            calls.add("backward");
          }

          @Override
          public void onGradientCalculation(Model model) {
            INDArray bias = model.gradient().getGradientFor("0_b");
            INDArray weights = model.gradient().getGradientFor("0_W");
            assertThat(bias.amaxNumber().doubleValue()).isPositive();
            assertThat(weights.shape()).containsExactly(784, 10);
            assertThat(weights.amaxNumber().doubleValue()).isPositive();
            calls.add("gradient");
          }

          @Override
          public void iterationDone(Model model, int iteration, int epoch) {
            calls.add("done " + iteration);
          }
        });
    network.fit(ImageSetIterator.inOrder(images, 500));

    assertThat(calls)
        .containsExactly(
            "forward",
            "backward",
            "gradient",
            "done 0",
            "forward",
            "backward",
            "gradient",
            "done 1");
  }

  @Test
  void trainingGoesOnWhereItWasLeft(@TempDir Path folder) throws IOException {
    SoftmaxNetwork straight = network(12);
    straight.fit(ImageSetIterator.shuffled(images, 256, 3));
    Path zip = folder.resolve("half.zip");
    straight.save(zip.toFile(), true);
    MultiLayerNetwork saved = MultiLayerNetwork.load(zip.toFile(), true);
    SoftmaxNetwork resumed = new SoftmaxNetwork(saved.getLayerWiseConfigurations());
    resumed.init(saved.params(), true);
    resumed.fit(ImageSetIterator.shuffled(images, 256, 4));
    straight.fit(ImageSetIterator.shuffled(images, 256, 4));

    assertThat(resumed.params()).isEqualTo(straight.params());
    assertThat(resumed.getIterationCount()).isEqualTo(straight.getIterationCount()).isEqualTo(8);
  }

  @Test
  void countsEveryExampleBeforeItsUpdate() {
    SoftmaxNetwork network = network(5);
    MultiLayerNetwork before = stock(network);
    // One minibatch holds all: measured before the only update.
    EpochTotals counts = network.fitEpoch(ImageSetIterator.inOrder(images, 1000), soFar -> {});

    DataSet all = ImageSetIterator.inOrder(images, 1000).next();
    assertThat(counts.seen()).isEqualTo(1000);
    assertThat(counts.meanLoss()).isCloseTo(before.score(all), within(1e-5));
    assertThat(counts.accuracy())
        .isEqualTo(before.evaluate(ImageSetIterator.inOrder(images, 1000)).accuracy());
  }

  @Test
  void aThrowingListenerEndsThePass() {
    SoftmaxNetwork network = network(6);
    try (PrefetchingIterator minibatches =
        new PrefetchingIterator(ImageSetIterator.shuffled(images, 10, 1))) {
      assertThatThrownBy(
              () ->
                  network.fitEpoch(
                      minibatches,
                      counts -> {
                        throw new IllegalStateException("enough");
                      }))
          .hasMessage("enough");
      minibatches.reset();
      assertThat(network.fitEpoch(minibatches, counts -> {}).seen()).isEqualTo(1000);
    }
  }

  @Test
  void logitsAndOutputAgree() {
    SoftmaxNetwork network = network(7);
    INDArray features = ImageSetIterator.inOrder(images, 50).next().getFeatures();
    INDArray probabilities = network.output(features);
    INDArray ratios =
        network.logits(features).sub(org.nd4j.linalg.ops.transforms.Transforms.log(probabilities));

    assertThat(probabilities.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-6);
    // o - log softmax(o) is the same number for all classes of an example.
    assertThat(ratios.max(1).sub(ratios.min(1)).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "HALF"})
  void parametersOfOtherTypesPredictButDoNotTrain(DataType type) {
    SoftmaxNetwork network =
        new SoftmaxNetwork(
            builder()
                .dataType(type)
                .list()
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(784)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    DataSet batch = ImageSetIterator.inOrder(images, 50).next();

    assertThat(network.logits(batch.getFeatures()).argMax(1))
        .isEqualTo(network.output(batch.getFeatures()).argMax(1));
    assertThatThrownBy(() -> network.fit(batch))
        .hasMessage("parameters of type %s: expected FLOAT for training", type);
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{1e30f, 0, -1e30f}, {-200, 0, 200}});
    INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0, 0}, {1, 0, 0}});
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    EpochTotals counts =
        loss.measure(logits, Nd4j.eye(3).castTo(DataType.FLOAT), new float[3], labels);

    assertThat(counts).isEqualTo(new EpochTotals(400, 1, 2));
    assertThat(loss.logitsGradient())
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 0, 0}, {-1, 0, 1}}));
    assertThat(loss.biasGradient()).containsExactly(-1, 0, 1);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    SoftmaxNetwork network = network(9);
    DataSet batch = ImageSetIterator.inOrder(images, 10).next();

    assertThatThrownBy(
            () -> network.fit(batch.getFeatures().reshape(10, 1, 28, 28), batch.getLabels()))
        .hasMessage("features of shape [10, 1, 28, 28]: expected [10, 784]");
    assertThatThrownBy(() -> network.fit(batch.getFeatures(), Nd4j.zeros(10, 9)))
        .hasMessage("labels of shape [10, 9]: expected [10, 10]");
  }

  @Test
  void masksAreRefused() {
    SoftmaxNetwork network = network(8);
    DataSet batch = ImageSetIterator.inOrder(images, 10).next();
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
