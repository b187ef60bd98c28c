package io.github.softmaxregression.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.inference.SimilarImages.Similar;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarImagesTest {
  private static final SimilarImages IMAGES =
      new SimilarImages(
          ImageSet.of(
              new byte[] {0, 0, (byte) 255, (byte) 255, 0, 3, 0, 3, (byte) 255, 0},
              new byte[] {0, 1, 0, 1, 0},
              1,
              2,
              List.of("a", "b")));

  @Test
  void theNearestComeFirstAndOfEquallyNearOnesTheEarlier() {
    assertThat(IMAGES.of(new byte[] {0, 3}, 3))
        .containsExactly(
            new Similar(2, "a", 0), new Similar(3, "b", 0), new Similar(0, "a", 3.0 / 255));
  }

  @Test
  void pixelsAreUnsignedBytes() {
    assertThat(IMAGES.of(new byte[] {(byte) 255, (byte) 250}, 1))
        .containsExactly(new Similar(1, "b", 5.0 / 255));
    assertThat(IMAGES.of(new byte[] {0, 0}, 9).get(4)).isEqualTo(new Similar(1, "b", Math.sqrt(2)));
  }

  @Test
  void imagesOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> IMAGES.of(new byte[3], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 pixels: expected 2");
  }
}
