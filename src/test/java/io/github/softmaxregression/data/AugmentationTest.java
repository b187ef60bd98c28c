package io.github.softmaxregression.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Varied images are the same for the same random numbers, and still show their things. */
class AugmentationTest {
  private static final int SIDE = FashionMnist.SIDE;
  private static final int IMAGES = 200;

  private static float[] originals() throws IOException {
    ImageSet training = FashionMnist.bundled().train();
    float[] values = new float[IMAGES * SIDE * SIDE];
    for (int i = 0; i < IMAGES; i++) {
      byte[] pixels = training.image(i);
      for (int k = 0; k < pixels.length; k++) {
        values[i * pixels.length + k] = (pixels[k] & 0xff) / 255f;
      }
    }
    return values;
  }

  private static float[] varied(long seed) throws IOException {
    float[] values = originals();
    Augmentation strong = Augmentation.strong(FashionMnist.bundled().train());
    SplittableRandom random = new SplittableRandom(seed);
    for (int start = 0; start < values.length; start += SIDE * SIDE) {
      strong.vary(values, start, random);
    }
    return values;
  }

  @Test
  void theRandomNumbersDecide() throws IOException {
    float[] first = varied(42);
    assertThat(varied(42)).isEqualTo(first);
    assertThat(varied(43)).isNotEqualTo(first);
  }

  @Test
  void valuesStayBetweenBlackAndWhite() throws IOException {
    float[] values = varied(42);
    for (float value : values) {
      assertThat(value).isBetween(0f, 1f);
    }
    float[] blank = new float[SIDE * SIDE];
    Augmentation.slight(FashionMnist.bundled().train()).vary(blank, 0, new SplittableRandom(1));
    assertThat(blank).containsOnly(0);
  }

  /** Things fill their image before and after: the longer side is 28 pixels, less what shifts. */
  @Test
  void thingsStayAsLargeAsTheyWere() throws IOException {
    float[] values = varied(3);
    double sum = 0;
    for (int i = 0; i < IMAGES; i++) {
      int start = i * SIDE * SIDE;
      int[] visible =
          IntStream.range(0, SIDE * SIDE).filter(k -> values[start + k] > 0.1f).toArray();
      int rows = extent(IntStream.of(visible).map(k -> k / SIDE));
      int columns = extent(IntStream.of(visible).map(k -> k % SIDE));
      assertThat(Math.max(rows, columns)).as("image %d", i).isGreaterThan(20);
      sum += Math.max(rows, columns);
    }
    assertThat(sum / IMAGES).isCloseTo(27, within(1.0));
  }

  private static int extent(IntStream places) {
    var range = places.summaryStatistics();
    return range.getMax() - range.getMin() + 1;
  }
}
