package io.github.softmaxregression.picture;

import static io.github.softmaxregression.Pictures.encoded;
import static io.github.softmaxregression.Pictures.grey;
import static io.github.softmaxregression.Pictures.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  private static ImageSet test;
  private static byte[] boot; // test image 0

  private static final Preparation WHOLE = new Preparation(Invert.AUTO, Crop.NO, 28, 28, 0);
  private static final Preparation AS_IT_IS = new Preparation(Invert.NO, Crop.NO, 28, 28, 0);

  private final PictureReader reader = new PictureReader();

  @BeforeAll
  static void read() throws IOException {
    test = FashionMnist.bundled().test();
    boot = test.image(0);
  }

  private Picture read(byte[] content) throws IOException {
    return reader.read(content, "p", WHOLE);
  }

  /** The mean difference of two pictures' pixels. */
  private static double difference(byte[] a, byte[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return sum / a.length;
  }

  @Test
  void everyTestImageComesBackFromItsFile() throws IOException {
    for (int i = 0; i < test.size(); i++) {
      byte[] png = encoded(grey(test.image(i), 28, 28), "png");
      assertThat(reader.read(png, "p", Preparation.usual(28, 28, 0.5)))
          .usingRecursiveComparison()
          .ignoringFields("finding.contrast")
          .isEqualTo(new Picture(test.image(i), 28, 28, false, Finding.NONE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
  void formatsWithoutLoss(String format) throws IOException {
    assertThat(read(encoded(grey(boot, 28, 28), format)).pixels()).isEqualTo(boot);
  }

  @ParameterizedTest
  @CsvSource({
    "lossless.webp, 0",
    "lossy.webp, 8",
    "cmyk.jpg, 2",
    "animated.gif, 0",
    "orientation1.jpg, 2",
    "orientation2.jpg, 2",
    "orientation3.jpg, 2",
    "orientation4.jpg, 2",
    "orientation5.jpg, 2",
    "orientation6.jpg, 2",
    "orientation7.jpg, 2",
    "orientation8.jpg, 2"
  })
  void photosAreTurnedInvertedAndFitted(String name, double tolerance) throws IOException {
    Picture picture = read(resource(name));
    assertThat(picture.inverted()).isTrue();
    assertThat(difference(picture.pixels(), boot)).isLessThanOrEqualTo(tolerance);
  }

  @Test
  void sixteenBitsAreScaledNotCut() throws IOException {
    BufferedImage deep = new BufferedImage(28, 28, BufferedImage.TYPE_USHORT_GRAY);
    WritableRaster raster = deep.getRaster();
    for (int i = 0; i < boot.length; i++) {
      raster.setSample(i % 28, i / 28, 0, (boot[i] & 0xff) * 257);
    }
    assertThat(read(encoded(deep, "png")).pixels()).isEqualTo(boot);
  }

  @Test
  void coloursWeighAsBt601HasIt() throws IOException {
    BufferedImage colours = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    colours.setRGB(10, 10, 0xff0000);
    colours.setRGB(11, 10, 0x00ff00);
    colours.setRGB(12, 10, 0x0000ff);
    byte[] pixels = read(encoded(colours, "png")).pixels();
    assertThat(pixels[10 * 28 + 10] & 0xff).isEqualTo(76); // 0.299 · 255
    assertThat(pixels[10 * 28 + 11] & 0xff).isEqualTo(150); // 0.587 · 255
    assertThat(pixels[10 * 28 + 12] & 0xff).isEqualTo(29); // 0.114 · 255
  }

  @Test
  void theTransparentBecomesBlack() throws IOException {
    BufferedImage cutOut = new BufferedImage(56, 56, BufferedImage.TYPE_INT_ARGB);
    for (int y = 14; y < 42; y++) {
      for (int x = 14; x < 42; x++) {
        cutOut.setRGB(x, y, 0xff404040); // dark grey, opaque
      }
    }
    byte[] png = encoded(cutOut, "png");
    Picture auto = read(png);
    assertThat(auto.inverted()).isTrue();
    assertThat(auto.pixels()[0]).isZero();
    assertThat(auto.pixels()[14 * 28 + 14] & 0xff).isEqualTo(255 - 0x40);
    Picture asItIs = reader.read(png, "p", AS_IT_IS);
    assertThat(asItIs.inverted()).isFalse();
    assertThat(asItIs.pixels()[0]).isZero();
    assertThat(asItIs.pixels()[14 * 28 + 14] & 0xff).isEqualTo(0x40);
  }

  @Test
  void theLongerSideIsFittedAndTheRestIsBlack() throws IOException {
    byte[] white = new byte[100 * 50];
    Arrays.fill(white, (byte) 200);
    Picture picture = reader.read(encoded(grey(white, 50, 100), "png"), "p", AS_IT_IS);
    for (int y = 0; y < 28; y++) {
      int expected = y >= 7 && y < 21 ? 200 : 0; // 14 rows in the middle
      assertThat(picture.pixels()[y * 28 + 5] & 0xff).isEqualTo(expected);
    }
  }

  @Test
  void onePixelIsAPicture() throws IOException {
    Picture picture = reader.read(encoded(grey(new byte[] {77}, 1, 1), "png"), "p", AS_IT_IS);
    assertThat(picture.pixels()).hasSize(784).containsOnly(77);
  }

  @Test
  void areaAveragingKeepsTheMean() throws IOException {
    byte[] noise = new byte[280 * 280];
    new Random(1).nextBytes(noise);
    Picture picture = reader.read(encoded(grey(noise, 280, 280), "png"), "p", AS_IT_IS);
    assertThat(mean(picture.pixels())).isCloseTo(mean(noise), within(0.3));
  }

  private static double mean(byte[] pixels) {
    double sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xff;
    }
    return sum / pixels.length;
  }

  @Test
  void tooManyPixelsAreRefusedBeforeTheyAreDecoded() throws IOException {
    byte[] png = encoded(grey(new byte[100 * 100], 100, 100), "png");
    assertThatThrownBy(() -> new PictureReader(9999).read(png, "p", WHOLE))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(
            "p: found a picture of 100 x 100 pixels, expected at most 9,999 pixels;"
                + " make it smaller");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lossless.webp", "lossy.webp", "cmyk.jpg", "orientation6.jpg", "animated.gif"})
  void whatIsCutOffIsRefused(String name) throws IOException {
    byte[] content = resource(name);
    for (int part = 1; part <= 4; part++) {
      byte[] cut = Arrays.copyOf(content, content.length * part / 10);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith("p: found ");
    }
  }

  /** Wherever a byte is changed: a picture, or the one exception that is declared. */
  @ParameterizedTest
  @ValueSource(
      strings = {"lossless.webp", "lossy.webp", "cmyk.jpg", "orientation6.jpg", "animated.gif"})
  void damagedOnesAreRefusedOrShown(String name) throws IOException {
    byte[] content = resource(name);
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = content.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(read(damaged).pixels()).hasSize(784);
      } catch (InvalidFileException e) {
        assertThat(e).hasMessageStartingWith("p: found ");
      }
    }
  }

  @Test
  void whatIsNoPictureIsRefused() {
    Path folder = Path.of(".");
    assertThatThrownBy(() -> reader.read(folder, AS_IT_IS))
        .hasMessageStartingWith(".: found a folder, expected a PNG");
    assertThatThrownBy(() -> reader.read(Path.of("none.png"), AS_IT_IS))
        .hasMessageStartingWith("none.png: found no such file");
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("found an empty file");
    assertThatThrownBy(() -> read("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasMessageContaining("found no picture that is known");
  }
}
