package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresetTest {
  @Test
  void settingsAreToldInAFewWords() {
    assertThat(Preset.CHAPTER.settings().describe()).isEqualTo("SGD 0.1, batch size 256, seed 42");
    assertThat(Preset.BEST.settings().describe())
        .isEqualTo(
            "SGD 4.0 with Nesterov momentum 0.9, cosine, L2 3e-4, generalized cross-entropy 0.5,"
                + " images centred, preconditioned, batch size 512, seed 42");
    assertThat(Preset.PHOTO.settings().describe()).contains(", images centred, images varied, ");
  }
}
