package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HyperparametersTest {
  @Test
  void defaultsAreTheChapters() {
    Hyperparameters defaults = Hyperparameters.CHAPTER;

    assertThat(defaults.epochs()).isEqualTo(10);
    assertThat(defaults.batchSize()).isEqualTo(256);
    assertThat(defaults.learningRate()).isEqualTo(0.1);
    assertThat(defaults.weightStdDev()).isEqualTo(0.01);
  }

  @Test
  void impossibleValuesAreNamed() {
    refused(s -> s.epochs = 0, "epochs 0: expected 1 or more");
    refused(s -> s.batchSize = 0, "batch size 0: expected 1 or more");
    refused(s -> s.learningRate = 0, "learning rate 0.0: expected a number above 0");
    refused(s -> s.learningRate = -1, "learning rate -1.0");
    refused(s -> s.learningRate = Double.NaN, "learning rate NaN");
    refused(s -> s.learningRate = Double.POSITIVE_INFINITY, "learning rate Infinity");
    refused(s -> s.weightStdDev = -0.01, "standard deviation of the weights -0.01");
  }

  private static void refused(Consumer<Hyperparameters.Draft> change, String message) {
    assertThatThrownBy(() -> Hyperparameters.CHAPTER.with(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  /** Zips of version 1.0.0 name the loss's parameter otherwise, and Polyak's momentum. */
  @Test
  void settingsOfEarlierVersionsAreRead() {
    String json =
        """
        {"epochs": 40, "batchSize": 128, "learningRate": 0.5, "weightStdDev": 0.01, "seed": 42,
         "optimizer": "MOMENTUM", "momentum": 0.9, "schedule": "COSINE", "l1": 0.0, "l2": 1.0E-5,
         "labelSmoothing": 0.0, "robustness": 0.4, "dropout": 0.05, "centered": true,
         "validation": 0.0, "patience": 0}""";
    Hyperparameters settings = new Gson().fromJson(json, Hyperparameters.class);
    assertThat(settings.gceQ()).isEqualTo(0.4);
    assertThat(settings.describe()).startsWith("SGD 0.5 with momentum 0.9, cosine, L2 1e-5");
    assertThatThrownBy(() -> SoftmaxNetwork.create(settings, 784, 10))
        .hasMessage("optimizer polyak: expected sgd, nesterov or adam");
  }
}
