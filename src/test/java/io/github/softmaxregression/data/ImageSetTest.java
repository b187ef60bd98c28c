package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  private static final List<String> NAMES = List.of("a", "b");

  @Test
  void arraysAreCopiedInAndOut() {
    byte[] pixels = {1, 2, 3, 4};
    byte[] labels = {0, 1};
    ImageSet images = ImageSet.of(pixels, labels, 1, 2, NAMES);
    pixels[0] = 9;
    labels[0] = 1;
    images.image(0)[1] = 9;

    assertThat(images.image(0)).containsExactly(1, 2);
    assertThat(images.label(0)).isZero();
  }

  @Test
  void selectKeepsTheOrderAskedFor() {
    ImageSet images = ImageSet.of(new byte[] {1, 2, 3}, new byte[] {0, 1, 0}, 1, 1, NAMES);
    ImageSet selected = images.select(2, 1, 2);

    assertThat(selected.size()).isEqualTo(3);
    assertThat(selected.image(0)).containsExactly(3);
    assertThat(selected.image(1)).containsExactly(2);
    assertThat(selected.label(1)).isEqualTo(1);
  }

  @Test
  void sizesMustFit() {
    assertThatThrownBy(() -> ImageSet.of(new byte[5], new byte[2], 1, 2, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 pixels for 2 labels of 1 x 2");
    assertThatThrownBy(() -> ImageSet.of(new byte[2], new byte[] {2}, 1, 2, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label 2 with 2 class names");
  }
}
