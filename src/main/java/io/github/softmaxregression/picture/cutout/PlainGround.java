package io.github.softmaxregression.picture.cutout;

import java.util.Arrays;
import java.util.Optional;

/**
 * Knows a ground that a program has painted, and no camera: one colour along most of the border,
 * which the thing may touch.
 */
public final class PlainGround {
  private static final float SAME = 3; // levels that JPEG may change
  private static final float OTHER = 10;
  private static final double SHARE = 0.5;

  private PlainGround() {}

  /**
   * Finds the pixels that are not of the border's colour, if it has one.
   *
   * @param colors [3][height * width], 0 to 255
   */
  public static Optional<boolean[]> thing(float[][] colors, int height, int width) {
    int[] border = border(height, width);
    float[] ground = new float[colors.length];
    for (int c = 0; c < colors.length; c++) {
      float[] channel = colors[c];
      double[] levels = Arrays.stream(border).mapToDouble(i -> channel[i]).sorted().toArray();
      ground[c] = (float) levels[levels.length / 2];
    }
    long same = Arrays.stream(border).filter(i -> distance(colors, i, ground) <= SAME).count();
    if (same < SHARE * border.length) {
      return Optional.empty();
    }
    boolean[] thing = new boolean[height * width];
    for (int i = 0; i < thing.length; i++) {
      thing[i] = distance(colors, i, ground) > OTHER;
    }
    return Optional.of(thing);
  }

  private static int[] border(int height, int width) {
    int[] border = new int[2 * (height + width)];
    int n = 0;
    for (int x = 0; x < width; x++) {
      border[n++] = x;
      border[n++] = (height - 1) * width + x;
    }
    for (int y = 0; y < height; y++) {
      border[n++] = y * width;
      border[n++] = y * width + width - 1;
    }
    return border;
  }

  private static float distance(float[][] colors, int pixel, float[] from) {
    float largest = 0;
    for (int c = 0; c < colors.length; c++) {
      largest = Math.max(largest, Math.abs(colors[c][pixel] - from[c]));
    }
    return largest;
  }
}
