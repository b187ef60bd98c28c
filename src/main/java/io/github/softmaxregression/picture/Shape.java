package io.github.softmaxregression.picture;

import io.github.softmaxregression.picture.cutout.BitMask;
import java.util.Arrays;

/** Measures what a thing in an image looks like, whatever it is: outline, symmetry, texture. */
final class Shape {
  /** How many measures there are. */
  static final int MEASURES = 9;

  private static final int VISIBLE = 13; // of 255: less is ground
  private static final int FEWEST = 4; // pixels
  private static final double EPSILON = 0.02; // of what is looked at as a logarithm

  private static final double[] BRIGHTNESS = new double[256]; // of each byte, 0 to 1

  static {
    Arrays.setAll(BRIGHTNESS, i -> i / 255.0);
  }

  private Shape() {}

  /**
   * Measures a thing.
   *
   * @param pixels [height * width], bright on black, unsigned bytes
   * @param silhouette share of its brightness that is the same in all of it
   * @return share of its box that it covers; logarithm of width to height; length of its outline to
   *     that of a square as large; logarithms of the shares in which left and right, top and bottom
   *     differ; mean, spread and roughness of its tones; share of its box's edges that it touches.
   *     Null if there is next to nothing
   */
  static double[] of(byte[] pixels, int height, int width, double silhouette) {
    BitMask visible = BitMask.of(height, width, i -> (pixels[i] & 0xff) >= VISIBLE);
    int shown = visible.count();
    if (shown < FEWEST) {
      return null;
    }
    double[] tones = tones(silhouette);
    double sum = 0;
    double squares = 0;
    for (int y = 0; y < height; y++) {
      for (int x = visible.next(y, 0), end; x < width; x = visible.next(y, end)) {
        end = visible.end(y, x);
        for (int i = y * width + x; i < y * width + end; i++) {
          double tone = tones[pixels[i] & 0xff];
          sum += tone;
          squares += tone * tone;
        }
      }
    }
    BitMask thing = visible.filled();
    BitMask inner = thing.inner();
    double rough = 0;
    for (int y = 0; y < height; y++) {
      for (int x = inner.next(y, 0), end; x < width; x = inner.next(y, end)) {
        end = inner.end(y, x);
        for (int i = y * width + x; i < y * width + end; i++) {
          double tone = tones[pixels[i] & 0xff];
          rough += Math.abs(tone - tones[pixels[i - 1] & 0xff]);
          rough += Math.abs(tone - tones[pixels[i - width] & 0xff]);
        }
      }
    }
    BitMask.Box box = thing.box();
    int rows = box.bottom() - box.top();
    int columns = box.right() - box.left();
    int area = thing.count();
    double mean = sum / shown;
    return new double[] {
      (double) area / (rows * columns),
      Math.log((double) columns / rows),
      thing.outline() / (4 * Math.sqrt(area)),
      Math.log(1 - (double) thing.mirrored() / area + EPSILON),
      Math.log(1 - (double) thing.upended() / area + EPSILON),
      mean,
      Math.log(Math.sqrt(Math.max(0, squares / shown - mean * mean)) + EPSILON),
      Math.log(rough / Math.max(1, inner.count()) + EPSILON),
      thing.touching(box) / (2.0 * (rows + columns))
    };
  }

  /** Takes the silhouette's share out of each brightness that a byte can have; 0 to 1. */
  private static double[] tones(double silhouette) {
    double[] tones = BRIGHTNESS.clone();
    if (silhouette < 1) {
      for (int i = 0; i < tones.length; i++) {
        tones[i] = Math.max(0, BRIGHTNESS[i] - silhouette) / (1 - silhouette);
      }
    }
    return tones;
  }
}
