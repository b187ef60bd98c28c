package io.github.softmaxregression.picture;

import io.github.softmaxregression.picture.cutout.Mask;

/** Measures what a thing in an image looks like, whatever it is: outline, symmetry, texture. */
final class Shape {
  /** How many measures there are. */
  static final int MEASURES = 9;

  private static final int VISIBLE = 13; // of 255: less is ground
  private static final int FEWEST = 4; // pixels
  private static final double EPSILON = 0.02; // of what is looked at as a logarithm

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
    double[] tones = tones(silhouette);
    boolean[] visible = new boolean[pixels.length];
    int shown = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < pixels.length; i++) {
      if ((pixels[i] & 0xff) >= VISIBLE) {
        double tone = tones[pixels[i] & 0xff];
        visible[i] = true;
        shown++;
        sum += tone;
        squares += tone * tone;
      }
    }
    if (shown < FEWEST) {
      return null;
    }
    Mask mask = new Mask(visible, height, width).filled();
    boolean[] thing = mask.thing();
    Mask.Box box = mask.box();
    int rows = box.bottom() - box.top();
    int columns = box.right() - box.left();
    int area = 0;
    int outline = 0;
    int mirrored = 0;
    int upended = 0;
    int touching = 0;
    int steps = 0;
    double rough = 0;
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        int i = y * width + x;
        if (!thing[i]) {
          continue;
        }
        area++;
        mirrored += thing[y * width + width - 1 - x] ? 1 : 0;
        upended += thing[(height - 1 - y) * width + x] ? 1 : 0;
        touching += y == box.top() ? 1 : 0;
        touching += y == box.bottom() - 1 ? 1 : 0;
        touching += x == box.left() ? 1 : 0;
        touching += x == box.right() - 1 ? 1 : 0;
        boolean left = x > 0 && thing[i - 1];
        boolean above = y > 0 && thing[i - width];
        boolean right = x + 1 < width && thing[i + 1];
        boolean below = y + 1 < height && thing[i + width];
        outline += (left ? 0 : 1) + (above ? 0 : 1) + (right ? 0 : 1) + (below ? 0 : 1);
        if (left && above && right && below) {
          double tone = tones[pixels[i] & 0xff];
          rough += Math.abs(tone - tones[pixels[i - 1] & 0xff]);
          rough += Math.abs(tone - tones[pixels[i - width] & 0xff]);
          steps++;
        }
      }
    }
    double mean = sum / shown;
    return new double[] {
      (double) area / (rows * columns),
      Math.log((double) columns / rows),
      outline / (4 * Math.sqrt(area)),
      Math.log(1 - (double) mirrored / area + EPSILON),
      Math.log(1 - (double) upended / area + EPSILON),
      mean,
      Math.log(Math.sqrt(Math.max(0, squares / shown - mean * mean)) + EPSILON),
      Math.log(rough / Math.max(1, steps) + EPSILON),
      touching / (2.0 * (rows + columns))
    };
  }

  /** Takes the silhouette's share out of each brightness that a byte can have; 0 to 1. */
  private static double[] tones(double silhouette) {
    double[] tones = new double[256];
    for (int i = 0; i < tones.length; i++) {
      double brightness = i / 255.0;
      tones[i] =
          silhouette < 1 ? Math.max(0, brightness - silhouette) / (1 - silhouette) : brightness;
    }
    return tones;
  }
}
