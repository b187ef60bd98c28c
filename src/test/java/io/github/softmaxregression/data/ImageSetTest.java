package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

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

  private static ImageSet one(int height, int width, int... pixels) {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    return ImageSet.of(bytes, new byte[1], height, width, NAMES);
  }

  private static double mean(ImageSet image) {
    double sum = 0;
    for (byte pixel : image.image(0)) {
      sum += pixel & 0xff;
    }
    return sum / image.pixelsPerImage();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 13, 28, 29, 56, 64, 100})
  void aConstantImageStaysConstant(int side) {
    byte[] pixels = new byte[784];
    Arrays.fill(pixels, (byte) 201);
    ImageSet resized = ImageSet.of(pixels, new byte[1], 28, 28, NAMES).resized(side, side);

    assertThat(resized.image(0)).hasSize(side * side).containsOnly(201);
  }

  @Test
  void aCheckerboardKeepsItsMean() {
    ImageSet board = one(2, 2, 0, 200, 200, 0);

    assertThat(board.resized(1, 1).image(0)).containsExactly(100);
    for (int side : new int[] {4, 5, 6, 64}) {
      assertThat(mean(board.resized(side, side))).isCloseTo(100, within(0.5));
    }
  }

  @Test
  void shrinkingAveragesAreas() {
    // From 3 to 2 the middle pixel is shared: (a + b/2) / 1.5.
    assertThat(one(1, 3, 30, 60, 120).resized(1, 2).image(0)).containsExactly(40, 100);
  }

  @Test
  void growingInterpolates() {
    assertThat(one(1, 2, 0, 100).resized(1, 4).image(0)).containsExactly(0, 25, 75, 100);
  }

  @Test
  void shrinkingADoubledImageGivesTheOriginal() throws IOException {
    ImageSet images = FashionMnist.bundled().test().select(0, 1, 2, 3);
    byte[] doubled = new byte[4 * 56 * 56];
    byte[] labels = new byte[4];
    for (int i = 0; i < 4; i++) {
      byte[] image = images.image(i);
      for (int p = 0; p < 56 * 56; p++) {
        doubled[i * 56 * 56 + p] = image[p / 56 / 2 * 28 + p % 56 / 2];
      }
    }
    ImageSet back = ImageSet.of(doubled, labels, 56, 56, NAMES).resized(28, 28);

    for (int i = 0; i < 4; i++) {
      assertThat(back.image(i)).containsExactly(images.image(i));
    }
  }

  @Test
  void resizedMinibatchesHaveTheChaptersShape() throws IOException {
    ImageSet images = FashionMnist.bundled().test().resized(64, 64);
    DataSet batch =
        ImageSetIterator.inOrder(images, 32).withLayout(ImageSetIterator.Layout.IMAGES).next();

    assertThat(batch.getFeatures().shape()).containsExactly(32, 1, 64, 64);
    assertThat(images.label(5)).isEqualTo(FashionMnist.bundled().test().label(5));
  }

  @Test
  void impossibleSizesAreRefused() {
    ImageSet images = ImageSet.of(new byte[20], new byte[20], 1, 1, NAMES);
    assertThatThrownBy(() -> images.resized(0, 1)).hasMessageContaining("expected 1 or more");
    assertThatThrownBy(() -> images.resized(100_000, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most 10362 x 10362");
  }
}
