package io.github.softmaxregression.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTestTest {
  @Test
  void countsPairs() {
    int[] truth = {0, 0, 0, 0, 0, 0};
    Predictions first = predictions(truth, 0, 0, 0, 1, 1, 1);
    Predictions second = predictions(truth, 0, 1, 1, 0, 1, 2);
    assertThat(McNemarTest.of(first, second)).isEqualTo(new McNemarTest(1, 2, 1, 2));
  }

  @Test
  void theProbabilityIsThatOfTheExactBinomialTest() {
    // 2 · (1 + 10 + 45) / 1024
    assertThat(new McNemarTest(0, 2, 8, 0).probability()).isCloseTo(0.109375, within(1e-12));
    assertThat(new McNemarTest(9, 8, 2, 9).probability()).isCloseTo(0.109375, within(1e-12));
    assertThat(new McNemarTest(0, 5, 5, 0).probability()).isEqualTo(1);
    assertThat(new McNemarTest(7, 0, 0, 3).probability()).isEqualTo(1);
  }

  @Test
  void predictionsOfOtherExamplesAreRefused() {
    Predictions first = predictions(new int[] {0, 1}, 0, 0);
    Predictions second = predictions(new int[] {1, 1}, 0, 0);
    assertThatThrownBy(() -> McNemarTest.of(first, second))
        .hasMessage("predictions of different examples");
  }

  private static Predictions predictions(int[] truth, int... predicted) {
    return new Predictions(truth, predicted, new double[truth.length], 0);
  }
}
