package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MatrixProductTest {
  private final INDArray a = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}});
  private final INDArray b = Nd4j.createFromArray(new float[][] {{1, -1}, {2, 0}, {0, 3}});

  @Test
  void isScaledAndAddedTo() {
    INDArray c = Nd4j.createFromArray(new float[][] {{100, 200}, {300, 400}});
    MatrixProduct.plain().compute(a, b, c, 2, 0.5);
    assertThat(c).isEqualTo(Nd4j.createFromArray(new float[][] {{60, 116}, {178, 228}}));
  }

  @Test
  void withZeroForBetaTheOldValuesDoNotCount() {
    INDArray c = Nd4j.valueArrayOf(new long[] {2, 2}, Float.NaN);
    MatrixProduct.plain().compute(a, b, c, 1, 0);
    assertThat(c).isEqualTo(Nd4j.createFromArray(new float[][] {{5, 8}, {14, 14}}));
  }

  @Test
  void ofTheTransposed() {
    INDArray c = Nd4j.create(3, 3);
    MatrixProduct.ofTransposed().compute(a, a, c, 1, 0);
    assertThat(c)
        .isEqualTo(Nd4j.createFromArray(new float[][] {{17, 22, 27}, {22, 29, 36}, {27, 36, 45}}));
  }
}
