package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SoftmaxCrossEntropyTest {
  private static final double[] LOGITS = {0.3, -1.2, 2, 0.1};
  private static final double STEP = 1e-5;

  /** (1 − pᵠ)/q for the probability of a class, in double precision. */
  private static double loss(double[] logits, int label, double q) {
    double partition = 0;
    for (double logit : logits) {
      partition += Math.exp(logit);
    }
    double probability = Math.exp(logits[label]) / partition;
    return q == 0 ? -Math.log(probability) : (1 - Math.pow(probability, q)) / q;
  }

  private static INDArray logits() {
    return Nd4j.createFromArray(LOGITS).castTo(DataType.FLOAT).reshape(1, LOGITS.length);
  }

  private static INDArray identity() {
    return Nd4j.eye(LOGITS.length).castTo(DataType.FLOAT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.7, 1})
  void theGradientIsThatOfTheGeneralizedLoss(double q) {
    for (int label = 0; label < LOGITS.length; label++) {
      SoftmaxCrossEntropy measured = new SoftmaxCrossEntropy(q);
      INDArray y = Nd4j.zeros(1, LOGITS.length).putScalar(0, label, 1);
      measured.measure(logits(), identity(), new float[LOGITS.length], y);
      for (int k = 0; k < LOGITS.length; k++) {
        double[] up = LOGITS.clone();
        double[] down = LOGITS.clone();
        up[k] += STEP;
        down[k] -= STEP;
        double slope = (loss(up, label, q) - loss(down, label, q)) / (2 * STEP);
        assertThat((double) measured.logitsGradient().getFloat(0, k))
            .isCloseTo(slope, within(1e-6));
        assertThat((double) measured.biasGradient()[k]).isCloseTo(slope, within(1e-6));
      }
    }
  }

  @Test
  void whatIsMeasuredIsCrossEntropyAlways() {
    INDArray y = Nd4j.zeros(1, LOGITS.length).putScalar(0, 3, 1);
    EpochTotals counts =
        new SoftmaxCrossEntropy(0.7).measure(logits(), identity(), new float[LOGITS.length], y);
    assertThat(counts.lossSum()).isCloseTo(loss(LOGITS, 3, 0), within(1e-6));
  }
}
