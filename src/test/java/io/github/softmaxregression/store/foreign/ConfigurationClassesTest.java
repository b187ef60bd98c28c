package io.github.softmaxregression.store.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.model.Preset;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationClassesTest {
  @Test
  void ourOwnNetworksNameTheLibrarysOnly() throws IOException {
    SoftmaxNetwork network = SoftmaxNetwork.create(Preset.BEST.settings(), 784, 10);
    String json = network.network().getLayerWiseConfigurations().toJson();
    assertThat(json).contains("@class");
    assertThat(ConfigurationClasses.firstForeign(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'@class': 'java.lang.Runtime'}",
        "{'a': [1, {'b': {'@class': 'java.lang.Runtime'}}]}",
        "{'\\u0040class': 'java.lang.Runtime'}",
        "{'@class': 'java.lang.Runtime', '@class': 'org.nd4j.linalg.learning.config.Sgd'}",
        "{'@class': 'org.nd4j.linalg.learning.config.Sgd', '@class': 'java.lang.Runtime'}"
      })
  void anybodyElsesAreFound(String json) throws IOException {
    assertThat(ConfigurationClasses.firstForeign(json.replace('\'', '"')))
        .contains("java.lang.Runtime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "{]", "{'a' 1}", "]"})
  void whatIsNoJsonIsRefused(String json) {
    assertThatThrownBy(() -> ConfigurationClasses.firstForeign(json.replace('\'', '"')))
        .isInstanceOf(IOException.class);
  }

  @Test
  void nestingHasAnEnd() {
    assertThatThrownBy(() -> ConfigurationClasses.firstForeign("[".repeat(100_000)))
        .isInstanceOf(IOException.class);
  }
}
