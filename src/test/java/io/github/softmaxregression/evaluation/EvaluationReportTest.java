package io.github.softmaxregression.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
  /** 10 examples: 4 of a, 6 of b, none of c. */
  private static final EvaluationReport REPORT =
      new EvaluationReport(
          List.of("a", "b", "c"), new long[][] {{3, 1, 0}, {2, 4, 0}, {0, 0, 0}}, 5.0);

  @Test
  void figuresFollowFromTheCounts() {
    assertThat(REPORT.seen()).isEqualTo(10);
    assertThat(REPORT.correct()).isEqualTo(7);
    assertThat(REPORT.accuracy()).isEqualTo(0.7);
    assertThat(REPORT.standardError()).isCloseTo(Math.sqrt(0.7 * 0.3 / 10), within(1e-15));
    assertThat(REPORT.meanLoss()).isEqualTo(0.5);
    assertThat(REPORT.support(1)).isEqualTo(6);
    assertThat(REPORT.precision(0)).isEqualTo(3.0 / 5);
    assertThat(REPORT.recall(0)).isEqualTo(3.0 / 4);
    assertThat(REPORT.f1(0)).isCloseTo(2 * 0.6 * 0.75 / (0.6 + 0.75), within(1e-15));
  }

  @Test
  void sharesOfNothingAreUndefined() {
    assertThat(REPORT.precision(2)).isNaN();
    assertThat(REPORT.recall(2)).isNaN();
    assertThat(REPORT.f1(2)).isNaN();
  }

  @Test
  void countsAreCopied() {
    REPORT.confusion()[0][0] = 99;
    assertThat(REPORT.confusion()[0]).containsExactly(3, 1, 0);
  }

  @Test
  void theMatrixMustBeSquareOverTheClasses() {
    assertThatThrownBy(() -> new EvaluationReport(List.of("a", "b"), new long[][] {{1, 2}}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 2");
  }
}
