package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HyperparametersTest {
  @Test
  void defaultsAreTheChapters() {
    Hyperparameters defaults = Hyperparameters.DEFAULTS;

    assertThat(defaults.epochs()).isEqualTo(10);
    assertThat(defaults.batchSize()).isEqualTo(256);
    assertThat(defaults.learningRate()).isEqualTo(0.1);
    assertThat(defaults.weightStdDev()).isEqualTo(0.01);
  }

  @Test
  void impossibleValuesAreNamed() {
    refused(0, 256, 0.1, 0.01, "epochs 0: expected 1 or more");
    refused(1, 0, 0.1, 0.01, "batch size 0: expected 1 or more");
    refused(1, 256, 0, 0.01, "learning rate 0.0: expected a number above 0");
    refused(1, 256, -1, 0.01, "learning rate -1.0");
    refused(1, 256, Double.NaN, 0.01, "learning rate NaN");
    refused(1, 256, Double.POSITIVE_INFINITY, 0.01, "learning rate Infinity");
    refused(1, 256, 0.1, -0.01, "standard deviation of the weights -0.01");
  }

  private static void refused(
      int epochs, int batchSize, double learningRate, double weightStdDev, String message) {
    assertThatThrownBy(() -> new Hyperparameters(epochs, batchSize, learningRate, weightStdDev, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
