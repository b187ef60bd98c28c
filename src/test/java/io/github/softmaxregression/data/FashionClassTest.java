package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void labelAndNameLeadToEachOther() {
    for (int label = 0; label < 10; label++) {
      FashionClass byLabel = FashionClass.ofLabel(label);
      assertThat(byLabel.ordinal()).isEqualTo(label);
      assertThat(FashionClass.ofName(byLabel.displayName())).isEqualTo(byLabel);
    }
  }

  @Test
  void whatIsNoClassIsRefused() {
    assertThatThrownBy(() -> FashionClass.ofLabel(10)).hasMessageContaining("labels 0 to 9");
    assertThatThrownBy(() -> FashionClass.ofLabel(-1)).hasMessageContaining("label -1");
    assertThatThrownBy(() -> FashionClass.ofName("sanda")).hasMessageContaining("'sanda'");
  }
}
