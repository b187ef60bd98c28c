package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SoftmaxTest {
  @Test
  void sumsAlongAnAxisKeepTheDimension() {
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});

    assertThat(x.sum(true, 0)).isEqualTo(Nd4j.createFromArray(new float[][] {{5, 7, 9}}));
    assertThat(x.sum(true, 1)).isEqualTo(Nd4j.createFromArray(new float[][] {{6}, {15}}));
  }

  @Test
  void rowsArePositiveAndSumToOne() {
    for (long[] shape : new long[][] {{2, 5}, {1, 1}, {300, 10}, {3, 1000}}) {
      INDArray logits = Nd4j.randn(DataType.FLOAT, shape).muli(3);
      INDArray before = logits.dup();
      INDArray probabilities = Softmax.of(logits);

      assertThat(probabilities.shape()).containsExactly(shape);
      assertThat(probabilities.minNumber().doubleValue()).isNotNegative();
      assertThat(probabilities.sum(1).sub(1).amaxNumber().doubleValue()).isLessThan(1e-5);
      assertThat(logits).isEqualTo(before);
    }
  }

  @Test
  void naiveAndStableAgreeOnSmallLogits() {
    INDArray logits = Nd4j.randn(DataType.DOUBLE, 4, 7);

    assertThat(Softmax.naive(logits).sub(Softmax.of(logits)).amaxNumber().doubleValue())
        .isLessThan(1e-15);
    assertThat(
            Transforms.exp(Softmax.log(logits)).sub(Softmax.of(logits)).amaxNumber().doubleValue())
        .isLessThan(1e-15);
  }

  @Test
  void naiveOverflowsAndStableDoesNot() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{100, 0, 0}, {-200, -200, -400}});

    assertThat(Softmax.naive(logits).getFloat(0, 0)).isNaN();
    assertThat(Softmax.naive(logits).getFloat(1, 0)).isNaN();
    assertThat(Softmax.of(logits))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0, 0}, {0.5f, 0.5f, 0}}));
    assertThat(Softmax.log(logits).toFloatMatrix()[0]).containsExactly(0f, -100f, -100f);
    assertThat(Softmax.log(logits).getFloat(1, 2))
        .isCloseTo(-200 - (float) Math.log(2), within(1e-4f));
  }
}
