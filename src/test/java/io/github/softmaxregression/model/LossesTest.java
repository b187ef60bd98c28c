package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossesTest {
  private static INDArray vector(double... values) {
    return Nd4j.createFromArray(values);
  }

  @Test
  void gradientsOfTheOtherLossesAgreeWithFiniteDifferences() {
    // Not on the kinks, d = 0 and |d| = 1, where the difference quotient is another number.
    INDArray target = vector(0, 0, 0, 0, 0, 0, 1.5, -2);
    INDArray prediction = vector(-3, -1.2, -0.7, 0.3, 0.9, 2.5, 1.1, 4);
    agreesForNumbers(Losses::squared, Losses::squaredGradient, target, prediction);
    agreesForNumbers(Losses::absolute, Losses::absoluteGradient, target, prediction);
    agreesForNumbers(Losses::huber, Losses::huberGradient, target, prediction);
  }

  private static void agreesForNumbers(
      BinaryOperator<INDArray> loss,
      BinaryOperator<INDArray> gradient,
      INDArray target,
      INDArray prediction) {
    agrees(gradient.apply(target, prediction), prediction, p -> loss.apply(target, p));
  }

  /** Central differences of the summed loss, element by element. */
  private static void agrees(INDArray gradient, INDArray at, UnaryOperator<INDArray> loss) {
    double h = 1e-5;
    for (long i = 0; i < at.length(); i++) {
      INDArray above = at.dup();
      above.putScalar(i, at.getDouble(i) + h);
      INDArray below = at.dup();
      below.putScalar(i, at.getDouble(i) - h);
      double quotient =
          (loss.apply(above).sumNumber().doubleValue()
                  - loss.apply(below).sumNumber().doubleValue())
              / (2 * h);
      assertThat(gradient.getDouble(i)).isCloseTo(quotient, within(1e-8));
    }
  }

  @Test
  void valuesOfTheOtherLosses() {
    INDArray target = vector(0, 0, 0, 2);
    INDArray prediction = vector(0.5, -3, 1, 2);

    assertThat(Losses.squared(target, prediction).toDoubleVector())
        .containsExactly(0.125, 4.5, 0.5, 0);
    assertThat(Losses.absolute(target, prediction).toDoubleVector()).containsExactly(0.5, 3, 1, 0);
    assertThat(Losses.huber(target, prediction).toDoubleVector())
        .containsExactly(0.125, 2.5, 0.5, 0);
    assertThat(Losses.absoluteGradient(target, prediction).toDoubleVector())
        .containsExactly(1, -1, 1, 0);
    assertThat(Losses.huberGradient(target, prediction).toDoubleVector())
        .containsExactly(0.5, -1, 1, 0);
    assertThat(target).isEqualTo(vector(0, 0, 0, 2));
    assertThat(prediction).isEqualTo(vector(0.5, -3, 1, 2));
  }
}
