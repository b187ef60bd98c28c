package io.github.softmaxregression.model.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.memory.MinibatchBuffers.Part;
import io.github.softmaxregression.model.EpochTotals;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class OnePassStepTest {
  private static final double[] LOGITS = {0.3, -1.2, 2, 0.1};
  private static final int CLASSES = LOGITS.length;
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

  /** Runs a step for one example whose features are the logits: W is the identity, b is 0. */
  private static EpochTotals step(int label, double q, float[] gradient) {
    INDArray parameters = Nd4j.zeros(DataType.FLOAT, CLASSES * (CLASSES + 1));
    INDArray weights =
        parameters
            .get(NDArrayIndex.interval(0, CLASSES * CLASSES))
            .reshape('f', CLASSES, CLASSES)
            .assign(Nd4j.eye(CLASSES));
    return new OnePassStep(CLASSES, CLASSES, q)
        .compute(
            new Part(
                Nd4j.createFromArray(LOGITS).mul(4).castTo(DataType.FLOAT).reshape(1, CLASSES),
                0.25f,
                Nd4j.zeros(CLASSES).putScalar(label, 1).toFloatVector()),
            weights,
            parameters.toFloatVector(),
            gradient);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.7, 1})
  void theGradientIsThatOfTheGeneralizedLoss(double q) {
    for (int label = 0; label < CLASSES; label++) {
      float[] gradient = new float[CLASSES * (CLASSES + 1)];
      step(label, q, gradient);
      for (int k = 0; k < CLASSES; k++) {
        double[] up = LOGITS.clone();
        double[] down = LOGITS.clone();
        up[k] += STEP;
        down[k] -= STEP;
        double slope = (loss(up, label, q) - loss(down, label, q)) / (2 * STEP);
        assertThat((double) gradient[CLASSES * CLASSES + k]) // ∂b = ∂l/∂o
            .isCloseTo(slope, within(1e-6));
        for (int i = 0; i < CLASSES; i++) { // ∂W_ik = x_i ∂l/∂o_k
          assertThat((double) gradient[k * CLASSES + i]).isCloseTo(LOGITS[i] * slope, within(3e-6));
        }
      }
    }
  }

  @Test
  void whatIsMeasuredIsCrossEntropyAlways() {
    EpochTotals totals = step(3, 0.7, new float[CLASSES * (CLASSES + 1)]);
    assertThat(totals.lossSum()).isCloseTo(loss(LOGITS, 3, 0), within(1e-6));
    assertThat(totals.correct()).isZero();
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{1e30f, 0, -1e30f}, {-200, 0, 200}});
    float[] labels = {1, 0, 0, 1, 0, 0};
    INDArray identity = Nd4j.createFromArray(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0});
    INDArray weights = identity.get(NDArrayIndex.interval(0, 9)).reshape('f', 3, 3);
    float[] gradient = new float[12];
    EpochTotals totals =
        new OnePassStep(3, 3, 0)
            .compute(new Part(logits, 1, labels), weights, identity.toFloatVector(), gradient);
    assertThat(totals).isEqualTo(new EpochTotals(400, 1, 2));
    assertThat(Arrays.copyOfRange(gradient, 9, 12)).containsExactly(-1, 0, 1);
  }
}
