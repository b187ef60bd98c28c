package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class ScratchSoftmaxRegressionTest {
  private static ImageSet train;

  @BeforeAll
  static void read() throws IOException {
    train = FashionMnist.bundled().train();
  }

  @Test
  void startsFromTheChaptersDistribution() {
    ScratchSoftmaxRegression model = new ScratchSoftmaxRegression(Hyperparameters.CHAPTER, 784, 10);

    assertThat(model.weights().shape()).containsExactly(784, 10);
    assertThat(model.bias().shape()).containsExactly(1, 10);
    assertThat(model.weights().meanNumber().doubleValue()).isCloseTo(0, within(0.0005));
    assertThat(model.weights().stdNumber().doubleValue()).isCloseTo(0.01, within(0.0005));
    assertThat(model.bias().amaxNumber().doubleValue()).isZero();
  }

  @Test
  void startsWhereTheNetworkStarts() {
    assertThat(new ScratchSoftmaxRegression(Hyperparameters.CHAPTER, 784, 10).state().parameters())
        .isEqualTo(SoftmaxNetwork.create(Hyperparameters.CHAPTER, 784, 10).state().parameters());
  }

  /** Same start, same minibatches: one epoch over the 60,000 images ends in the same place. */
  @Test
  void agreesWithTheNetwork() {
    SoftmaxNetwork network = SoftmaxNetwork.create(Hyperparameters.CHAPTER, 784, 10);
    ScratchSoftmaxRegression scratch =
        new ScratchSoftmaxRegression(network.weights(), network.bias(), 0.1);

    EpochTotals byNetwork = ModelTesting.fit(network, ImageSetIterator.shuffled(train, 256, 3));
    EpochTotals byHand = ModelTesting.fit(scratch, ImageSetIterator.shuffled(train, 256, 3));

    assertThat(largestDifference(scratch.weights(), network.weights())).isLessThan(1e-5);
    assertThat(largestDifference(scratch.bias(), network.bias())).isLessThan(1e-5);
    assertThat(byHand.meanLoss()).isCloseTo(byNetwork.meanLoss(), within(0.00005));
    assertThat(byHand.seen()).isEqualTo(byNetwork.seen()).isEqualTo(60_000);

    SoftmaxNetwork converted =
        GivenParameters.network(Hyperparameters.CHAPTER, scratch.weights(), scratch.bias());
    INDArray features = ImageSetIterator.inOrder(train, 500).next().getFeatures();
    INDArray probabilities =
        ScratchSoftmaxRegression.softmax(features.mmul(scratch.weights()).add(scratch.bias()));
    assertThat(largestDifference(converted.network().output(features), probabilities))
        .isLessThan(1e-6);
  }

  private static double largestDifference(INDArray a, INDArray b) {
    return a.sub(b).amaxNumber().doubleValue();
  }

  @Test
  void sumsAlongAnAxisKeepTheDimension() {
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(x.sum(true, 0)).isEqualTo(Nd4j.createFromArray(new float[][] {{5, 7, 9}}));
    assertThat(x.sum(true, 1)).isEqualTo(Nd4j.createFromArray(new float[][] {{6}, {15}}));
  }

  @Test
  void rowsOfSoftmaxArePositiveAndSumToOne() {
    for (long[] shape : new long[][] {{2, 5}, {1, 1}, {300, 10}, {3, 1000}}) {
      INDArray logits = Nd4j.randn(DataType.FLOAT, shape).muli(3);
      INDArray before = logits.dup();
      INDArray probabilities = ScratchSoftmaxRegression.softmax(logits);
      assertThat(probabilities.shape()).containsExactly(shape);
      assertThat(probabilities.minNumber().doubleValue()).isNotNegative();
      assertThat(probabilities.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-5);
      assertThat(logits).isEqualTo(before);
    }
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{100, 0, 0}, {-200, -200, -400}});
    assertThat(ScratchSoftmaxRegression.softmax(logits))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0.5f, 0.5f, 0}}));
    INDArray logarithms = ScratchSoftmaxRegression.logSoftmax(logits);
    assertThat(logarithms.toFloatMatrix()[0]).containsExactly(0f, -100f, -100f);
    assertThat(logarithms.getFloat(1, 2)).isCloseTo(-200 - (float) Math.log(2), within(1e-4f));
  }

  @Test
  void theChaptersNumbers() {
    INDArray probabilities =
        Nd4j.createFromArray(new double[][] {{0.1, 0.3, 0.6}, {0.3, 0.2, 0.5}});
    INDArray labels = Nd4j.createFromArray(new double[][] {{1, 0, 0}, {0, 0, 1}}); // 0 and 2
    assertThat(probabilities.mul(labels).sum(1).toDoubleVector()).containsExactly(0.1, 0.5);
    // The logarithms of probabilities are logits of them.
    INDArray logits = Transforms.log(probabilities);
    double[] losses = ScratchSoftmaxRegression.crossEntropy(logits, labels).toDoubleVector();
    assertThat(losses[0]).isCloseTo(2.3026, within(0.00005));
    assertThat(losses[1]).isCloseTo(0.6931, within(0.00005));
    assertThat(ScratchSoftmaxRegression.correct(probabilities, labels) / 2.0).isEqualTo(0.5);
  }

  /** ∂l/∂o = softmax(o) − y, against central differences in double precision. */
  @Test
  void theGradientAgreesWithFiniteDifferences() {
    INDArray logits = Nd4j.randn(DataType.DOUBLE, 5, 4).muli(3);
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, 5, 4);
    int[] classes = {0, 3, 1, 1, 2};
    for (int i = 0; i < 5; i++) {
      labels.putScalar(i, classes[i], 1);
    }
    INDArray gradient = ScratchSoftmaxRegression.softmax(logits).sub(labels);
    double h = 1e-5;
    for (long i = 0; i < logits.length(); i++) {
      INDArray above = logits.dup().putScalar(i, logits.getDouble(i) + h);
      INDArray below = logits.dup().putScalar(i, logits.getDouble(i) - h);
      double quotient =
          ScratchSoftmaxRegression.crossEntropy(above, labels)
                  .sub(ScratchSoftmaxRegression.crossEntropy(below, labels))
                  .sumNumber()
                  .doubleValue()
              / (2 * h);
      assertThat(gradient.getDouble(i)).isCloseTo(quotient, within(1e-8));
    }
  }
}
