package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class LearningRateScheduleTest {
  @Test
  void aCosineFallsFromTheFirstRateToAlmostNothing() {
    assertThat(LearningRateSchedule.COSINE.learningRate(0.4, 0, 10)).isEqualTo(0.4);
    assertThat(LearningRateSchedule.COSINE.learningRate(0.4, 5, 10)).isCloseTo(0.2, within(1e-12));
    // 0.4 · (1 + cos 0.9π) / 2
    assertThat(LearningRateSchedule.COSINE.learningRate(0.4, 9, 10))
        .isCloseTo(0.0097886967, within(1e-9));
  }

  @Test
  void aConstantStays() {
    assertThat(LearningRateSchedule.CONSTANT.learningRate(0.4, 9, 10)).isEqualTo(0.4);
  }

  @Test
  void deeplearning4jsUpdaterFollowsIt() {
    Nesterovs updater = new Nesterovs(0.4, 0.9);
    LearningRateSchedule.COSINE.applyTo(updater, 0.4, 10);
    for (int epoch = 0; epoch < 10; epoch++) {
      assertThat(updater.getLearningRate(epoch * 235, epoch))
          .isEqualTo(LearningRateSchedule.COSINE.learningRate(0.4, epoch, 10));
    }
    Sgd plain = new Sgd(0.1);
    LearningRateSchedule.CONSTANT.applyTo(plain, 0.1, 10);
    assertThat(plain.getLearningRate(2000, 9)).isEqualTo(0.1);
  }
}
