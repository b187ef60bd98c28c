package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PreconditionerTest {
  private static final int SIDE = 6;
  private static final int INPUTS = SIDE * SIDE;
  private static final int CLASSES = 3;
  private static ImageSet images;

  @BeforeAll
  static void make() throws IOException {
    images = FashionMnist.bundled().test().resized(SIDE, SIDE);
  }

  /** P·P·(C + 0.1·I) = I, with C computed here in double precision. */
  @Test
  void appliedTwiceItIsTheInverseOfTheDampedCovariance() {
    int n = 5000; // of 10,000, at equal distances
    double[] mean = new double[INPUTS];
    double[][] covariance = new double[INPUTS][INPUTS];
    for (int image = 0; image < n; image++) {
      byte[] pixels = images.image(2 * image);
      for (int i = 0; i < INPUTS; i++) {
        mean[i] += (pixels[i] & 0xff) / 255.0 / n;
        for (int j = 0; j < INPUTS; j++) {
          covariance[i][j] += (pixels[i] & 0xff) / 255.0 * (pixels[j] & 0xff) / 255.0 / n;
        }
      }
    }
    Random random = new Random(3);
    INDArray flat = Nd4j.create(DataType.FLOAT, 1, (INPUTS + 1) * CLASSES);
    double[][] expected = new double[CLASSES][INPUTS];
    for (int k = 0; k < CLASSES; k++) {
      for (int i = 0; i < INPUTS; i++) {
        expected[k][i] = random.nextGaussian();
      }
      for (int i = 0; i < INPUTS; i++) { // column k of (C + 0.1 I) times what is expected
        double sum = 0.1 * expected[k][i];
        for (int j = 0; j < INPUTS; j++) {
          sum += (covariance[i][j] - mean[i] * mean[j]) * expected[k][j];
        }
        flat.putScalar(k * INPUTS + i, sum);
      }
      flat.putScalar(CLASSES * INPUTS + k, k + 5);
    }
    Preconditioner preconditioner = Preconditioner.of(images, images.mean(), 0);
    preconditioner.apply(flat, flat.mul(0), 7);
    preconditioner.apply(flat, flat.mul(0), 7);

    for (int k = 0; k < CLASSES; k++) {
      for (int i = 0; i < INPUTS; i++) {
        assertThat((double) flat.getFloat(k * INPUTS + i)).isCloseTo(expected[k][i], within(1e-4));
      }
      assertThat(flat.getFloat(CLASSES * INPUTS + k)).isEqualTo(k + 5); // the biases'
    }
  }

  /** ∂W = 0, so that P(λ·n·m∘W) is left, which is known to be right for λ = 0 and any ∂W. */
  @Test
  void thePenaltyOfAPixelIsAsItsBrightness() {
    float[] mean = images.mean();
    INDArray weights = Nd4j.rand(DataType.FLOAT, 1, (INPUTS + 1) * CLASSES);
    INDArray expected = weights.dup();
    INDArray found = weights.mul(0);
    for (int i = 0; i < INPUTS * CLASSES; i++) {
      expected.putScalar(i, 0.5 * 20 * mean[i % INPUTS] * weights.getFloat(i));
    }
    Preconditioner.of(images, images.mean(), 0).apply(expected, weights, 20);
    Preconditioner.of(images, images.mean(), 0.5).apply(found, weights, 20);

    for (int i = 0; i < INPUTS * CLASSES; i++) {
      assertThat(found.getFloat(i)).isCloseTo(expected.getFloat(i), within(1e-5f));
    }
    assertThat(found.getFloat(INPUTS * CLASSES)).isZero();
  }

  /** As on a GPU, where a listener of Deeplearning4j's own network applies it. */
  @Test
  void bothNetworksTrainAlike() {
    Hyperparameters settings =
        Hyperparameters.CHAPTER.with(
            s -> {
              s.optimizer = Optimizer.NESTEROV;
              s.momentum = 0.9;
              s.learningRate = 0.02;
            });
    List<INDArray> trained =
        List.of(true, false).stream()
            .map(
                stock -> {
                  SoftmaxNetwork network = SoftmaxNetwork.create(settings, INPUTS, 10, stock);
                  network.precondition(Preconditioner.of(images, images.mean(), 1e-3));
                  ImageSetIterator minibatches = ImageSetIterator.shuffled(images, 256, 1);
                  (stock ? minibatches : minibatches.inParts()).forEachRemaining(network::step);
                  return network.network().params();
                })
            .toList();
    SoftmaxNetwork without = SoftmaxNetwork.create(settings, INPUTS, 10, false);
    ImageSetIterator.shuffled(images, 256, 1).forEachRemaining(without::step);

    assertThat(difference(trained.get(0), trained.get(1))).isLessThan(1e-5);
    assertThat(difference(trained.get(0), without.network().params())).isGreaterThan(0.01);
  }

  private static double difference(INDArray a, INDArray b) {
    INDArray all = a.reshape(a.length()).sub(b.reshape(b.length()));
    return all.get(NDArrayIndex.all()).amaxNumber().doubleValue();
  }
}
