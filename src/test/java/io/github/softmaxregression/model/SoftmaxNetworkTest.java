package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.memory.HostMemory;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class SoftmaxNetworkTest {
  /** 1,000 real images; 256 does not divide their number. */
  private static ImageSet images;

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test().select(IntStream.range(0, 1000).toArray());
  }

  private static SoftmaxNetwork network(long seed) {
    return SoftmaxNetwork.create(Hyperparameters.CHAPTER.with(s -> s.seed = seed), 784, 10);
  }

  @Test
  void startsFromTheChaptersDistribution() {
    SoftmaxNetwork network = network(1);
    assertThat(network.weights().shape()).containsExactly(784, 10);
    assertThat(network.bias().shape()).containsExactly(1, 10);
    assertThat(network.network().numParams()).isEqualTo(7850);
    assertThat(network.weights().meanNumber().doubleValue()).isCloseTo(0, within(0.0005));
    assertThat(network.weights().stdNumber().doubleValue()).isCloseTo(0.01, within(0.0005));
    assertThat(network.bias().toFloatMatrix()[0]).containsOnly(0f);
  }

  @Test
  void theSeedDecidesTheWeights() {
    assertThat(network(1).state().parameters()).isEqualTo(network(1).state().parameters());
    assertThat(network(1).state().parameters()).isNotEqualTo(network(2).state().parameters());
  }

  /** What a GPU runs, Deeplearning4j's own step, against the one for the CPU. */
  @ParameterizedTest
  @CsvSource({"0, SGD", "0.4, SGD", "1, SGD", "0, NESTEROV", "0.4, NESTEROV", "0.4, ADAM"})
  void theStockStepTrainsToTheSameParameters(double q, Optimizer optimizer) {
    Hyperparameters settings =
        Hyperparameters.CHAPTER.with(
            s -> {
              s.gceQ = q;
              s.optimizer = optimizer;
              s.learningRate = optimizer == Optimizer.ADAM ? 0.001 : 0.05;
              s.momentum = optimizer.hasMomentum() ? 0.9 : 0;
              s.schedule = LearningRateSchedule.COSINE;
              s.epochs = 3;
              s.l2 = 1e-3;
            });
    SoftmaxNetwork fast = SoftmaxNetwork.create(settings, 784, 10);
    SoftmaxNetwork stock = SoftmaxNetwork.create(settings, 784, 10, true);
    ImageSetIterator minibatches = ImageSetIterator.shuffled(images, 256, 9);
    for (int epoch = 0; epoch < 3; epoch++) {
      fast.startEpoch(epoch);
      stock.startEpoch(epoch);
      minibatches.reset();
      while (minibatches.hasNext()) { // the last is short
        DataSet minibatch = minibatches.next();
        EpochTotals expected = stock.step(minibatch);
        EpochTotals totals = fast.step(minibatch);
        assertThat(totals.correct()).isEqualTo(expected.correct());
        assertThat(totals.seen()).isEqualTo(expected.seen());
        assertThat(totals.lossSum())
            .isCloseTo(expected.lossSum(), within(1e-5 * expected.lossSum()));
      }
    }
    INDArray difference = fast.network().params().sub(stock.network().params());
    // Adam divides by the gradient's size: where it is tiny, rounding shows.
    assertThat(difference.amaxNumber().doubleValue())
        .isLessThan(optimizer == Optimizer.ADAM ? 2e-4 : 2e-6);
    assertThat(fast.state().iterations()).isEqualTo(stock.state().iterations()).isEqualTo(12);
  }

  @Test
  void countsEveryExampleBeforeItsUpdate() {
    SoftmaxNetwork network = network(5);
    DataSet all = ImageSetIterator.inOrder(images, 1000).next();
    double score = network.network().clone().score(all);
    double accuracy =
        network.network().clone().evaluate(ImageSetIterator.inOrder(images, 1000)).accuracy();
    EpochTotals totals = network.step(all);
    assertThat(totals.seen()).isEqualTo(1000);
    assertThat(totals.meanLoss()).isCloseTo(score, within(1e-5));
    assertThat(totals.accuracy()).isEqualTo(accuracy);
  }

  @Test
  void logitsAndOutputAgree() {
    SoftmaxNetwork network = network(7);
    INDArray features = ImageSetIterator.inOrder(images, 50).next().getFeatures();
    float[][] probabilities = network.network().output(features).toFloatMatrix();
    Logits logits = network.logits(features);
    assertThat(logits.examples()).isEqualTo(50);
    for (int i = 0; i < 50; i++) {
      double[] own = logits.probabilities(i);
      assertThat(Arrays.stream(own).sum()).isCloseTo(1, within(1e-12));
      for (int k = 0; k < 10; k++) {
        assertThat(own[k]).isCloseTo(probabilities[i][k], within(1e-6));
        assertThat(logits.crossEntropy(i, k)).isCloseTo(-Math.log(own[k]), within(1e-9));
      }
    }
  }

  @Test
  void aFewExamplesGetTheSameBitsAsMany() {
    SoftmaxNetwork network = network(8);
    INDArray features = ImageSetIterator.inOrder(images, 40).next().getFeatures();
    float[] values = HostMemory.rows(features);
    Logits together = network.logits(features);
    assertThat(network.logits(values, 40).probabilities(39)).isEqualTo(together.probabilities(39));
    for (int i = 0; i < 40; i++) {
      double[] few =
          network.logits(Arrays.copyOfRange(values, i * 784, (i + 1) * 784), 1).probabilities(0);
      assertThat(few)
          .isEqualTo(network.logits(features.getRow(i, true).dup()).probabilities(0))
          .containsExactly(together.probabilities(i), within(1e-6)); // another order of sums
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "HALF"})
  void parametersOfOtherTypesPredict(DataType type) {
    SoftmaxNetwork network = SoftmaxNetwork.of(network(6).network().convertDataType(type));
    INDArray features = ImageSetIterator.inOrder(images, 50).next().getFeatures();
    int[] expected = network.network().output(features.castTo(type)).argMax(1).toIntVector();
    Logits logits = network.logits(features);
    for (int i = 0; i < 50; i++) {
      assertThat(logits.predicted(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void aStateOfAnotherModelIsRefused() {
    Hyperparameters momentum =
        Hyperparameters.CHAPTER.with(
            s -> {
              s.optimizer = Optimizer.NESTEROV;
              s.momentum = 0.9;
            });
    SoftmaxNetwork network = SoftmaxNetwork.create(momentum, 784, 10);
    SoftmaxNetwork small = SoftmaxNetwork.create(momentum, 7, 10);
    assertThatThrownBy(() -> network.restore(network(1).state()))
        .hasMessage("0 optimizer's values: expected 7850");
    assertThatThrownBy(() -> network.restore(small.state()))
        .hasMessage("80 parameters: expected 7850");
  }
}
