package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FashionClassTest {
  @Test
  void namesStandInLabelOrder() {
    assertThat(FashionClass.names())
        .containsExactly(
            "t-shirt",
            "trouser",
            "pullover",
            "dress",
            "coat",
            "sandal",
            "shirt",
            "sneaker",
            "bag",
            "ankle boot");
  }
}
