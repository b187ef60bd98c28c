package io.github.softmaxregression.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void theErrorIsTheMeanGapBetweenConfidenceAndAccuracy() {
    // Two in the bin from 0.6 to 0.667, one of them right; two in the last one, both right.
    Predictions predictions =
        new Predictions(
            new int[] {0, 1, 2, 3}, new int[] {0, 2, 2, 3}, new double[] {0.61, 0.65, 0.99, 1}, 0);
    Calibration calibration = Calibration.of(predictions);

    assertThat(calibration.bins()).hasSize(15);
    assertThat(calibration.bins().get(9)).isEqualTo(new Calibration.Bin(2, 0.63, 0.5));
    assertThat(calibration.bins().get(14)).isEqualTo(new Calibration.Bin(2, 0.995, 1));
    assertThat(calibration.bins().get(0)).isEqualTo(new Calibration.Bin(0, 0, 0));
    assertThat(calibration.expectedError()).isCloseTo(0.5 * 0.13 + 0.5 * 0.005, within(1e-12));
  }
}
