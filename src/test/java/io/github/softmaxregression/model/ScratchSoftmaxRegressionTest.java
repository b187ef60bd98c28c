package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ScratchSoftmaxRegressionTest {
  private static ImageSet train;

  @BeforeAll
  static void read() throws IOException {
    train = FashionMnist.bundled().train();
  }

  @Test
  void startsFromTheChaptersDistribution() {
    ScratchSoftmaxRegression model =
        new ScratchSoftmaxRegression(Hyperparameters.DEFAULTS, 784, 10);

    assertThat(model.weights().shape()).containsExactly(784, 10);
    assertThat(model.bias().shape()).containsExactly(1, 10);
    assertThat(model.weights().meanNumber().doubleValue()).isCloseTo(0, within(0.0005));
    assertThat(model.weights().stdNumber().doubleValue()).isCloseTo(0.01, within(0.0005));
    assertThat(model.bias().amaxNumber().doubleValue()).isZero();
  }

  /** Same start, same minibatches: one epoch over the 60,000 images ends in the same place. */
  @Test
  void agreesWithTheNetwork() {
    SoftmaxNetwork network = SoftmaxNetwork.create(Hyperparameters.DEFAULTS, 784, 10);
    ScratchSoftmaxRegression scratch =
        new ScratchSoftmaxRegression(network.weights(), network.bias(), 0.1);

    EpochTotals byNetwork =
        network.fitEpoch(ImageSetIterator.shuffled(train, 256, 3), counts -> {});
    EpochTotals byHand = scratch.fitEpoch(ImageSetIterator.shuffled(train, 256, 3), counts -> {});

    assertThat(largestDifference(scratch.weights(), network.weights())).isLessThan(1e-5);
    assertThat(largestDifference(scratch.bias(), network.bias())).isLessThan(1e-5);
    assertThat(byHand.meanLoss()).isCloseTo(byNetwork.meanLoss(), within(0.00005));
    assertThat(byHand.seen()).isEqualTo(byNetwork.seen()).isEqualTo(60_000);

    SoftmaxNetwork converted =
        SoftmaxNetwork.withParameters(Hyperparameters.DEFAULTS, scratch.weights(), scratch.bias());
    INDArray features = ImageSetIterator.inOrder(train, 500).next().getFeatures();
    assertThat(converted.output(features)).isEqualTo(Softmax.of(scratch.logits(features)));
  }

  private static double largestDifference(INDArray a, INDArray b) {
    return a.sub(b).amaxNumber().doubleValue();
  }
}
