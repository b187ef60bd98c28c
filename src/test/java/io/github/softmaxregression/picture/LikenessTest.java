package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is like the training images is told from what is not. */
class LikenessTest {
  private static Likeness likeness;

  @BeforeAll
  static void read() {
    likeness = Likeness.ofFashionMnist();
  }

  /** Writes the resource anew. */
  public static void main(String[] args) throws IOException {
    String json = new Gson().toJson(Likeness.learned(FashionMnist.bundled().train(), 0));
    Files.writeString(Path.of(args[0]), json + "\n");
  }

  @Test
  void theResourceIsWhatTheTrainingImagesSay() throws IOException {
    Likeness learned = Likeness.of(FashionMnist.bundled().train(), 0);
    assertThat(likeness.mean()).containsExactly(learned.mean(), within(1e-9));
    for (int i = 0; i < learned.precision().length; i++) {
      assertThat(likeness.precision()[i]).containsExactly(learned.precision()[i], within(1e-6));
    }
    assertThat(likeness.usual()).isCloseTo(learned.usual(), within(1e-9));
  }

  private static double unlikeness(byte[] pixels) {
    return likeness.unlikeness(new Picture(pixels, 28, 28, false, Finding.NONE), 0);
  }

  @Test
  void whatIsNotWholeTellsNothing() throws IOException {
    List<Double> numbers = Likeness.learned(FashionMnist.bundled().test(), 0);
    assertThat(Likeness.parse(numbers).usual()).isPositive();
    assertThat(Likeness.parse(numbers.subList(1, numbers.size()))).isNull();
    List<Double> broken = new ArrayList<>(numbers);
    broken.set(40, Double.NaN);
    assertThat(Likeness.parse(broken)).isNull();
    assertThat(Likeness.parse(null)).isNull();
  }

  @Test
  void fewTestImagesAreUnlike() throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    long unlike =
        IntStream.range(0, test.size()).filter(i -> unlikeness(test.image(i)) > 1).count();
    assertThat(unlike).isBetween(100L, 300L); // of 10,000
  }

  @Test
  void discsSquaresStripesAndNothingAreUnlike() {
    assertThat(unlikeness(new byte[784])).isEqualTo(Likeness.MOST);
    assertThat(unlikeness(painted((y, x) -> Math.hypot(y - 13.5, x - 13.5) < 13))).isGreaterThan(1);
    assertThat(unlikeness(painted((y, x) -> true))).isGreaterThan(1);
    assertThat(unlikeness(painted((y, x) -> y / 3 % 2 == 0))).isGreaterThan(1);
    assertThat(unlikeness(painted((y, x) -> (31 * y + 17 * x * x) % 5 == 0))).isGreaterThan(1);
  }

  private interface Painting {
    boolean at(int y, int x);
  }

  private static byte[] painted(Painting painting) {
    byte[] pixels = new byte[784];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (painting.at(i / 28, i % 28) ? 200 : 0);
    }
    return pixels;
  }

  @Test
  void whatIsNoNumberIsAsUnlikeAsCanBe() {
    double[][] huge = new double[Shape.MEASURES][Shape.MEASURES];
    Arrays.stream(huge).forEach(row -> Arrays.fill(row, Double.MAX_VALUE));
    Likeness broken = new Likeness(new double[Shape.MEASURES], huge, 1);
    Picture square = new Picture(painted((y, x) -> true), 28, 28, false, Finding.NONE);
    assertThat(broken.unlikeness(square, 0)).isLessThanOrEqualTo(Likeness.MOST);
  }
}
