package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.Resampling;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test images, photographed, come back as they were. */
class CutoutTest {
  private static final Preparation USUAL = Preparation.usual(28, 28, 0);
  private static final Preparation ALWAYS = USUAL.with(Invert.AUTO, Crop.YES);
  private static final int THING = 168;
  private static final int IMAGES = 40;

  private static ImageSet test;

  @BeforeAll
  static void read() throws IOException {
    test = FashionMnist.bundled().test();
  }

  /** Lays an image on a ground that grows darker to the right, with noise, off the middle. */
  private static BufferedImage photograph(byte[] image, int ground, int thing, double noise) {
    Resampling larger = Resampling.of(28, THING);
    byte[] enlarged = Resampling.resize(larger, larger, image, 28, 28);
    BufferedImage picture = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(5);
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 400; x++) {
        int row = y - 70;
        int column = x - 160;
        boolean inside = row >= 0 && row < THING && column >= 0 && column < THING;
        double share = inside ? (enlarged[row * THING + column] & 0xff) / 255.0 : 0;
        double light = noise == 0 ? 1 : 1.1 - 0.2 * x / 400;
        double level = ground * light * (1 - share) + thing * share + noise * random.nextGaussian();
        picture.setRGB(x, y, Math.min(255, Math.max(0, (int) Math.round(level))) * 0x010101);
      }
    }
    return picture;
  }

  /** How much alike two images are, whatever their contrast: 1 for the same. */
  private static double correlation(byte[] a, byte[] b) {
    return new PearsonsCorrelation().correlation(levels(a), levels(b));
  }

  private static double[] levels(byte[] pixels) {
    return IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i] & 0xff).toArray();
  }

  @ParameterizedTest
  @CsvSource({"160, 30, 5, true", "235, 190, 2, true", "15, 230, 3, false", "255, 0, 0, true"})
  void thingsAreFoundOnAnyGround(int ground, int thing, double noise, boolean inverted) {
    double correlation = 0;
    for (int i = 0; i < IMAGES; i++) {
      Picture picture = Picture.of(photograph(test.image(i), ground, thing, noise), USUAL);

      assertThat(picture.cutout()).isNotNull();
      assertThat(picture.inverted()).isEqualTo(inverted);
      correlation += correlation(picture.pixels(), test.image(i)) / IMAGES;
    }
    assertThat(correlation).isGreaterThan(0.8);
  }

  @Test
  void wholePicturesAreTakenWhereItIsAsked() {
    BufferedImage picture = photograph(test.image(0), 160, 30, 5);
    assertThat(Picture.of(picture, USUAL.with(Invert.AUTO, Crop.NO)).cutout()).isNull();
  }

  @Test
  void picturesOfTheModelsSizeAreLeftAsTheyAre() {
    for (int i = 0; i < 100; i++) {
      BufferedImage picture = Pictures.grey(test.image(i), 28, 28);
      assertThat(Picture.of(picture, USUAL).pixels()).isEqualTo(test.image(i));
    }
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    BufferedImage blank = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    assertThat(Picture.of(blank, USUAL).cutout()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"0xff000000, true", "0xffffffff, false"})
  void whatIsTransparentIsLaidOnWhatItStandsOutFrom(String color, boolean inverted) {
    BufferedImage picture = new BufferedImage(100, 200, BufferedImage.TYPE_INT_ARGB);
    for (int y = 50; y < 150; y++) {
      for (int x = 25; x < 75; x++) {
        picture.setRGB(x, y, Long.decode(color).intValue());
      }
    }
    Picture seen = Picture.of(picture, USUAL);
    assertThat(seen.inverted()).isEqualTo(inverted);
    assertThat(seen.pixels()[14 * 28 + 14]).isEqualTo((byte) 255);
    assertThat(seen.pixels()[14 * 28]).isZero();
  }

  @Test
  void theOutlineCountsAsMuchAsIsAsked() {
    BufferedImage picture = photograph(test.image(1), 160, 30, 0);
    byte[] outline = Picture.of(picture, Preparation.usual(28, 28, 1)).pixels();
    assertThat(outline[14 * 28 + 14]).isEqualTo((byte) 255);
  }

  /** Thin and tiny ones, of noise and with a spot: no ground is too small to be measured. */
  @ParameterizedTest
  @CsvSource({"1, 100", "100, 1", "2, 60", "60, 2", "3, 3", "1, 1", "29, 1", "5000, 3", "30, 29"})
  void picturesOfAnySizeAreTaken(int height, int width) {
    Random random = new Random(3);
    BufferedImage noise = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    BufferedImage spot = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        noise.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    spot.setRGB(width / 2, height / 2, 0xffffff);
    for (Crop crop : Crop.values()) {
      for (BufferedImage each : List.of(noise, spot)) {
        Picture picture = Picture.of(each, USUAL.with(Invert.AUTO, crop));
        assertThat(picture.pixels()).hasSize(28 * 28);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void whatIsCutOutStandsUpright(int orientation) throws IOException {
    PictureReader reader = new PictureReader();
    byte[] upright = Pictures.resource("orientation1.jpg");
    byte[] turned = Pictures.resource("orientation" + orientation + ".jpg");
    assertThat(reader.read(turned, "p", ALWAYS).cutout()).isNotNull();
    assertThat(
            correlation(
                reader.read(turned, "p", ALWAYS).pixels(),
                reader.read(upright, "p", ALWAYS).pixels()))
        .isGreaterThan(0.95);
  }

  /** Of a large photograph not every pixel is decoded, but every one must be there. */
  @Test
  void largePhotographsThatAreCutOffAreRefused() throws IOException {
    byte[] large = Pictures.encoded(larger(photograph(test.image(0), 160, 30, 5)), "jpg");
    PictureReader reader = new PictureReader();
    assertThat(reader.read(large, "p", USUAL).cutout()).isNotNull();
    for (int percent : new int[] {30, 60, 90, 99}) {
      byte[] cut = Arrays.copyOf(large, large.length / 100 * percent);
      assertThatThrownBy(() -> reader.read(cut, "p", USUAL))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("a damaged picture");
    }
  }

  private static BufferedImage larger(BufferedImage picture) {
    BufferedImage larger = new BufferedImage(3200, 2400, BufferedImage.TYPE_INT_RGB);
    larger.createGraphics().drawImage(picture, 0, 0, 3200, 2400, null);
    return larger;
  }
}
