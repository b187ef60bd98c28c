package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.picture.cutout.BitMask;
import io.github.softmaxregression.picture.cutout.Mask;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures are to the bit what going from pixel to pixel finds. */
class ShapeTest {
  @Test
  void ofAllTestImages() throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    for (int i = 0; i < test.size(); i++) {
      double silhouette = i % 3 / 2.0;
      assertThat(Shape.of(test.image(i), 28, 28, silhouette))
          .as("image %d", i)
          .isEqualTo(defined(test.image(i), 28, 28, silhouette));
    }
  }

  @ParameterizedTest
  @CsvSource({"28,28", "2,3", "64,64", "65,63", "7,150"})
  void ofNoiseOfAnySize(int height, int width) {
    Random random = new Random(1);
    byte[] pixels = new byte[height * width];
    for (int n = 0; n < 200; n++) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (random.nextInt(200) < n ? random.nextInt(256) : 0);
      }
      assertThat(Shape.of(pixels, height, width, 0.4))
          .isEqualTo(defined(pixels, height, width, 0.4));
    }
  }

  private static double[] defined(byte[] pixels, int height, int width, double silhouette) {
    boolean[] visible = new boolean[pixels.length];
    int shown = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < pixels.length; i++) {
      if ((pixels[i] & 0xff) >= 13) {
        double tone = tone(pixels[i], silhouette);
        visible[i] = true;
        shown++;
        sum += tone;
        squares += tone * tone;
      }
    }
    if (shown < 4) {
      return null;
    }
    Mask mask = new Mask(visible, height, width).filled();
    boolean[] thing = mask.thing();
    BitMask.Box box = mask.box();
    int rows = box.bottom() - box.top();
    int columns = box.right() - box.left();
    int area = 0;
    int outline = 0;
    int mirrored = 0;
    int upended = 0;
    int touching = 0;
    int steps = 0;
    double rough = 0;
    for (int i = 0; i < thing.length; i++) {
      if (thing[i]) {
        int y = i / width;
        int x = i % width;
        area++;
        mirrored += thing[y * width + width - 1 - x] ? 1 : 0;
        upended += thing[(height - 1 - y) * width + x] ? 1 : 0;
        touching += (y == box.top() ? 1 : 0) + (y == box.bottom() - 1 ? 1 : 0);
        touching += (x == box.left() ? 1 : 0) + (x == box.right() - 1 ? 1 : 0);
        int edges = x > 0 && thing[i - 1] ? 0 : 1;
        edges += y > 0 && thing[i - width] ? 0 : 1;
        edges += x + 1 < width && thing[i + 1] ? 0 : 1;
        edges += y + 1 < height && thing[i + width] ? 0 : 1;
        outline += edges;
        if (edges == 0) {
          double tone = tone(pixels[i], silhouette);
          rough += Math.abs(tone - tone(pixels[i - 1], silhouette));
          rough += Math.abs(tone - tone(pixels[i - width], silhouette));
          steps++;
        }
      }
    }
    double mean = sum / shown;
    return new double[] {
      (double) area / (rows * columns),
      Math.log((double) columns / rows),
      outline / (4 * Math.sqrt(area)),
      Math.log(1 - (double) mirrored / area + 0.02),
      Math.log(1 - (double) upended / area + 0.02),
      mean,
      Math.log(Math.sqrt(Math.max(0, squares / shown - mean * mean)) + 0.02),
      Math.log(rough / Math.max(1, steps) + 0.02),
      touching / (2.0 * (rows + columns))
    };
  }

  private static double tone(byte pixel, double silhouette) {
    double brightness = (pixel & 0xff) / 255.0;
    return silhouette < 1 ? Math.max(0, brightness - silhouette) / (1 - silhouette) : brightness;
  }
}
