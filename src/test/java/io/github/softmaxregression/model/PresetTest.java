package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresetTest {
  @Test
  void settingsAreToldInAFewWords() {
    assertThat(Preset.CHAPTER.settings().describe()).isEqualTo("SGD 0.1, batch size 256, seed 42");
    assertThat(Preset.BEST.settings().describe())
        .isEqualTo(
            "SGD 0.5 with Nesterov momentum 0.9, cosine, L2 1e-5, generalized cross-entropy 0.4,"
                + " dropout 0.05, images centred, batch size 128, seed 42");
    assertThat(Preset.PHOTO.settings().describe()).contains(", images centred, images varied, ");
  }
}
