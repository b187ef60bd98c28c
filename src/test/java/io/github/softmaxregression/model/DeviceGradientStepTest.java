package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a GPU does for a step, done on whatever ND4J computes with here, against the CPU's step. */
class DeviceGradientStepTest {
  private static final int WEIGHTS = 784 * 10;

  private static ImageSet images;

  private final INDArray parameters =
      Nd4j.randn(
          0, 0.05, new long[] {1, WEIGHTS + 10}, Nd4j.getRandomFactory().getNewRandomInstance(5));
  private final INDArray weights =
      parameters.reshape(WEIGHTS + 10).get(NDArrayIndex.interval(0, WEIGHTS)).reshape('f', 784, 10);

  @BeforeAll
  static void read() throws IOException {
    images = FashionMnist.bundled().test().select(IntStream.range(0, 600).toArray());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, 1})
  void agreesWithTheHostsStep(double robustness) {
    GradientStep host = new HostGradientStep(robustness);
    GradientStep device = new DeviceGradientStep(robustness);
    ImageSetIterator minibatches = ImageSetIterator.inOrder(images, 256);
    while (minibatches.hasNext()) { // the last is short
      DataSet minibatch = minibatches.next();
      INDArray x = minibatch.getFeatures();
      INDArray y = minibatch.getLabels();
      INDArray expected = Nd4j.create(1, WEIGHTS + 10);
      INDArray gradient = Nd4j.valueArrayOf(new long[] {1, WEIGHTS + 10}, Float.NaN);
      EpochTotals byHost = host.compute(x, y, weights, parameters, expected);
      EpochTotals byDevice = device.compute(x, y, weights, parameters, gradient);

      assertThat(byDevice.correct()).isEqualTo(byHost.correct());
      assertThat(byDevice.seen()).isEqualTo(byHost.seen());
      assertThat(byDevice.lossSum()).isCloseTo(byHost.lossSum(), within(1e-5 * byHost.lossSum()));
      assertThat(gradient.sub(expected).amaxNumber().doubleValue())
          .isLessThan(1e-5 * expected.amaxNumber().doubleValue());
      parameters.subi(expected.mul(0.1 / x.size(0))); // the next from another place
    }
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{1e30f, 0, -1e30f}, {-200, 0, 200}});
    INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0, 0}, {1, 0, 0}});
    INDArray identity = Nd4j.createFromArray(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0});
    INDArray gradient = Nd4j.create(1, 12);
    EpochTotals counts =
        new DeviceGradientStep(0)
            .compute(
                logits,
                labels,
                identity.get(NDArrayIndex.interval(0, 9)).reshape('f', 3, 3),
                identity.reshape(1, 12),
                gradient);

    assertThat(counts).isEqualTo(new EpochTotals(400, 1, 2));
    assertThat(gradient.get(NDArrayIndex.point(0), NDArrayIndex.interval(9, 12)))
        .isEqualTo(Nd4j.createFromArray(-1f, 0, 1));
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    DataSet batch = ImageSetIterator.inOrder(images, 10).next();
    INDArray gradient = Nd4j.create(1, WEIGHTS + 10);
    assertThatThrownBy(
            () ->
                new DeviceGradientStep(0)
                    .compute(batch.getFeatures(), Nd4j.zeros(10, 9), weights, parameters, gradient))
        .hasMessage("labels of shape [10, 9]: expected [10, 10]");
  }
}
