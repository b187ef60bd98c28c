package io.github.softmaxregression.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static ImageSet test;

  @BeforeAll
  static void read() throws IOException {
    test = FashionMnist.bundled().test();
  }

  @Test
  void someLabelsAreWrong() {
    ImageSet half = new Conditions(2000, 0.5, 1, null).training(test, 42);
    long wrong = IntStream.range(0, 2000).filter(i -> half.label(i) != test.label(i)).count();
    assertThat(half.size()).isEqualTo(2000);
    assertThat(wrong).isBetween(930L, 1070L);
    assertThat(half.image(1999)).isEqualTo(test.image(1999));
    ImageSet all = new Conditions(2000, 1, 1, null).training(test, 42);
    assertThat(IntStream.range(0, 2000)).noneMatch(i -> all.label(i) == test.label(i));
    ImageSet none = new Conditions(2000, 0, 1, null).training(test, 42);
    assertThat(IntStream.range(0, 2000)).allMatch(i -> none.label(i) == test.label(i));
  }

  @Test
  void pixelsAreBytesWhereTheyAreNotScaled() {
    ImageSet bytes = new Conditions(100, 0, 255, null).training(test, 42);
    float[] features = features(bytes);
    float[] usual = features(test);
    for (int i = 0; i < usual.length; i++) {
      assertThat(features[i]).isEqualTo(test.image(i / 784)[i % 784] & 0xff);
      assertThat(features[i] / 255).isEqualTo(usual[i]);
    }
    float[] mean = new Conditions(100, 0, 1, null).training(test, 42).mean();
    for (int i = 0; i < 784; i++) {
      assertThat(bytes.mean()[i]).isCloseTo(mean[i] * 255, within(1e-4f));
    }
  }

  private static float[] features(ImageSet images) {
    return ImageSetIterator.inOrder(images, 50).next().getFeatures().ravel().toFloatVector();
  }

  @Test
  void theUsualOnesAreKnown() {
    assertThat(new Conditions(10_000, 0, 1, null).areUsual(test)).isTrue();
    assertThat(new Conditions(9_999, 0, 1, null).areUsual(test)).isFalse();
    assertThat(new Conditions(10_000, 0.1, 1, null).areUsual(test)).isFalse();
    assertThat(new Conditions(10_000, 0, 255, null).areUsual(test)).isFalse();
    assertThat(new Conditions(10_000, 0, 1, 7).areUsual(test)).isFalse();
    assertThat(new Conditions(500, 0.25, 255, 7).describe("bundled"))
        .isEqualTo(
            "bundled, the first 500 images, 0.25 of the labels wrong, pixels from 0 to 255,"
                + " ended after 7 minibatches");
  }

  @Test
  void theyHaveBounds() {
    assertThatThrownBy(() -> new Conditions(0, 0, 1, null)).hasMessageContaining("images 0");
    assertThatThrownBy(() -> new Conditions(1, Double.NaN, 1, null))
        .hasMessageContaining("wrong labels NaN");
    assertThatThrownBy(() -> new Conditions(1, 0, 2, null)).hasMessageContaining("white 2");
    assertThatThrownBy(() -> new Conditions(1, 0, 1, 0)).hasMessageContaining("minibatches 0");
    assertThatThrownBy(() -> new Conditions(10_001, 0, 1, null).training(test, 1))
        .hasMessageContaining("at most 10000");
  }
}
