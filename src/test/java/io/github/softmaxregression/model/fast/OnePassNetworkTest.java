package io.github.softmaxregression.model.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.TrainingPreProcessor;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.ModelTesting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class OnePassNetworkTest {
  /** 1,000 real images; 256 does not divide their number. */
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test().select(IntStream.range(0, 1000).toArray());
  }

  static OnePassNetwork network(long seed) {
    return network(builder().seed(seed).updater(new Sgd(0.1)), 0);
  }

  private static OnePassNetwork network(NeuralNetConfiguration.Builder builder, double q) {
    OnePassNetwork network = new OnePassNetwork(softmax(builder), q);
    network.init();
    return network;
  }

  private static MultiLayerConfiguration softmax(NeuralNetConfiguration.Builder builder) {
    return builder.list().layer(ModelTesting.softmax(784, 10).build()).build();
  }

  /** Deeplearning4j's own code with the same configuration and parameters. */
  private static MultiLayerNetwork stock(OnePassNetwork network) {
    MultiLayerNetwork stock = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    stock.init(network.params(), true);
    return stock;
  }

  private static double largestDifference(INDArray a, INDArray b) {
    return a.sub(b).amaxNumber().doubleValue();
  }

  @Test
  void trainsToTheStockNetworksParameters() {
    OnePassNetwork network = network(4);
    MultiLayerNetwork stock = stock(network);
    ImageSetIterator forStock = ImageSetIterator.shuffled(images, 256, 9);
    ImageSetIterator forNetwork = ImageSetIterator.shuffled(images, 256, 9);
    for (int epoch = 0; epoch < 3; epoch++) {
      stock.fit(forStock);
      network.fit(forNetwork);
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
        arguments("L2", sgd().l2(1e-2)),
        arguments("L1", sgd().l1(1e-3)),
        arguments("weight decay", sgd().weightDecay(1e-2)),
        arguments("sums, not means", builder().updater(new Sgd(1e-4)).miniBatch(false)),
        arguments(
            "clipped values",
            sgd()
                .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                .gradientNormalizationThreshold(0.01)),
        arguments(
            "clipped norm of each parameter",
            sgd()
                .gradientNormalization(GradientNormalization.ClipL2PerParamType)
                .gradientNormalizationThreshold(0.1)),
        arguments(
            "clipped norm of the layer",
            sgd()
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(0.1)),
        arguments("constraint", sgd().constrainWeights(new MaxNormConstraint(0.1, 0))));
  }

  private static NeuralNetConfiguration.Builder sgd() {
    return builder().updater(new Sgd(0.1));
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(11)
        .weightInit(new NormalDistribution(0, 0.01));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void everySettingTrainsAsInTheStockNetwork(String name, NeuralNetConfiguration.Builder builder) {
    OnePassNetwork network = network(builder, 0);
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
    OnePassNetwork expected = network(15);
    OnePassNetwork network = network(15);
    DataSet batch = ImageSetIterator.inOrder(images, 100).next();
    for (int step = 0; step < 3; step++) {
      expected.fit(batch);
      network.fit(new DataSet(layout.apply(batch.getFeatures()), layout.apply(batch.getLabels())));
    }

    assertThat(largestDifference(network.params(), expected.params())).isLessThan(1e-6);
  }

  @Test
  void plainSgdGivesTheSameBitsAsTheLibrarysUpdater() {
    OnePassNetwork own = network(13);
    OnePassNetwork librarys = network(13);
    librarys.precondition((gradient, parameters, examples) -> {}); // has it updated by the library
    for (OnePassNetwork each : List.of(own, librarys)) {
      each.fit(ImageSetIterator.shuffled(images, 256, 1));
      each.setLearningRate(0.03);
      each.fit(ImageSetIterator.shuffled(images, 256, 2));
    }

    assertThat(own.params()).isEqualTo(librarys.params());
    assertThat(own.params().toFloatVector()).isEqualTo(librarys.params().toFloatVector());
  }

  @Test
  void centeredItTrainsAsOnImagesLessTheirMean() {
    float[] mean = images.mean();
    OnePassNetwork centered = network(builder().updater(new Nesterovs(0.05, 0.9)), 0.4);
    centered.center(mean);
    OnePassNetwork expected = network(builder().updater(new Nesterovs(0.05, 0.9)), 0.4);
    ImageSetIterator less = ImageSetIterator.shuffled(images, 300, 2);
    less.setPreProcessor(TrainingPreProcessor.centering(mean));
    ImageSetIterator asTheyAre = ImageSetIterator.shuffled(images, 300, 2).inParts();
    while (less.hasNext()) {
      DataSet minibatch = asTheyAre.next();
      DataSet shifted = less.next();
      EpochTotals measured = centered.measure(minibatch);
      centered.fit(minibatch);
      expected.fit(shifted);
      assertThat(centered.lastMinibatch()).isEqualTo(measured);
      double loss = expected.lastMinibatch().meanLoss();
      assertThat(measured.meanLoss()).isCloseTo(loss, within(1e-6 * loss));
    }
    assertThat(largestDifference(centered.params(), expected.params())).isLessThan(1e-6);
  }

  /** Minibatches of 5, 2 and 1 shards, and short ones at the end of a pass. */
  @ParameterizedTest
  @ValueSource(ints = {700, 256, 100})
  void anyNumberOfThreadsTrainsToTheSameBits(int batchSize) {
    int threads = Threads.inUse();
    List<float[]> trained = new ArrayList<>();
    try {
      for (int count : new int[] {1, 2, 4}) {
        Threads.use(count);
        for (boolean inParts : new boolean[] {false, true}) {
          OnePassNetwork network = network(builder().updater(new Nesterovs(0.05, 0.9)), 0.4);
          ImageSetIterator minibatches = ImageSetIterator.shuffled(images, batchSize, 5);
          if (inParts) {
            minibatches.inParts();
          }
          for (int pass = 0; pass < 20; pass++) {
            minibatches.forEachRemaining(network::fit);
            minibatches.reset();
          }
          trained.add(network.params().toFloatVector());
          network.close();
        }
      }
    } finally {
      Threads.use(threads);
    }
    assertThat(trained).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(trained.get(i)).isEqualTo(trained.get(i % 2));
    }
    assertThat(trained.get(1)).containsExactly(trained.get(0), within(1e-6f));
  }

  @Test
  void trainingGoesOnWhereItWasLeft(@TempDir Path folder) throws IOException {
    OnePassNetwork straight = network(12);
    straight.fit(ImageSetIterator.shuffled(images, 256, 3));
    Path zip = folder.resolve("half.zip");
    straight.save(zip.toFile(), true);
    MultiLayerNetwork saved = MultiLayerNetwork.load(zip.toFile(), true);
    OnePassNetwork resumed = new OnePassNetwork(saved.getLayerWiseConfigurations(), 0);
    resumed.init(saved.params(), true);
    resumed.fit(ImageSetIterator.shuffled(images, 256, 4));
    straight.fit(ImageSetIterator.shuffled(images, 256, 4));

    assertThat(resumed.params()).isEqualTo(straight.params());
    assertThat(resumed.getIterationCount()).isEqualTo(straight.getIterationCount()).isEqualTo(8);
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "HALF"})
  void parametersOfOtherTypesDoNotTrain(DataType type) {
    OnePassNetwork network = network(builder().dataType(type), 0);
    DataSet batch = ImageSetIterator.inOrder(images, 50).next();

    assertThatThrownBy(() -> network.fit(batch))
        .hasMessage("parameters of type %s: expected FLOAT for training", type);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    OnePassNetwork network = network(9);
    DataSet batch = ImageSetIterator.inOrder(images, 10).next();

    INDArray features = batch.getFeatures();
    DataSet images = new DataSet(features.reshape(10, 1, 28, 28), batch.getLabels());
    DataSet nineClasses = new DataSet(features, Nd4j.zeros(10, 9));

    assertThatThrownBy(() -> network.fit(images))
        .hasMessage("features of shape [10, 1, 28, 28]: expected [10, 784]");
    assertThatThrownBy(() -> network.fit(nineClasses))
        .hasMessage("labels of shape [10, 9]: expected [10, 10]");
  }

  @Test
  void masksAreRefused() {
    OnePassNetwork network = network(8);
    DataSet batch = ImageSetIterator.inOrder(images, 10).next();
    batch.setLabelsMaskArray(Nd4j.ones(10, 1));

    assertThatThrownBy(() -> network.fit(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mask");
  }
}
