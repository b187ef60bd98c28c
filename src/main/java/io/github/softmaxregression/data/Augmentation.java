package io.github.softmaxregression.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Varies training images as photographs of the same things would differ: turned, stretched, shifted
 * and with less tone.
 *
 * <p>The amounts were chosen on photographs that are cut out, none of them of the test images:
 * worn, folded or seen at an angle, things are shorter for their width than in Fashion-MNIST, some
 * of them by far. What turns they have left is little, for they were set upright.
 */
public final class Augmentation {
  private static final double SCALE = Math.log(1.06); // logarithm, at most, to either side
  private static final double SHIFT = 1.0 / 28; // of a side, at most, to either side
  private static final float VISIBLE = 0.03f; // less is ground

  private final int height;
  private final int width;
  private final Amounts amounts;

  /**
   * Bounds what is drawn at random.
   *
   * @param turn at most, to either side, in degrees
   * @param shortest logarithm of the factor of height to width, at least
   * @param tallest at most
   * @param fewShort the power that makes the shortest rare: 1 leaves all as likely
   * @param mirrored share of the images that are
   * @param silhouette share of outline in place of tone, at most, as the cutter mixes them
   */
  private record Amounts(
      double turn,
      double shortest,
      double tallest,
      int fewShort,
      double mirrored,
      double silhouette) {}

  private Augmentation(ImageSet images, Amounts amounts) {
    this.height = images.height();
    this.width = images.width();
    this.amounts = amounts;
  }

  /** Varies photographs as others of the same kind differ. */
  public static Augmentation slight(ImageSet images) {
    return new Augmentation(images, new Amounts(5, -0.06, 0.06, 1, 0.5, 0));
  }

  /** Varies pictures of a shop as photographs differ from them. */
  public static Augmentation strong(ImageSet images) {
    return new Augmentation(images, new Amounts(4, -0.5, 0.1, 2, 0, 0.6));
  }

  /**
   * Varies an image in place.
   *
   * @param values of images, of which one [height * width] begins at {@code start}, 0 (black) to 1
   *     (white)
   * @param random decides how
   */
  void vary(float[] values, int start, SplittableRandom random) {
    double turn = Math.toRadians(amounts.turn) * either(random);
    double range = amounts.tallest - amounts.shortest;
    double shorter = Math.pow(random.nextDouble(), amounts.fewShort);
    double stretch = Math.exp(amounts.tallest - range * shorter);
    double scale = Math.exp(SCALE * either(random));
    double down = SHIFT * height * either(random);
    double right = SHIFT * width * either(random);
    float silhouette = (float) (amounts.silhouette * random.nextDouble());
    int side = random.nextDouble() < amounts.mirrored ? -1 : 1;
    move(values, start, turn, stretch, scale, down, right, side);
    flatten(values, start, silhouette);
  }

  private static double either(SplittableRandom random) {
    return 2 * random.nextDouble() - 1;
  }

  /** Draws the image anew: its box stretched, as large as it was, turned and shifted. */
  private void move(
      float[] values,
      int start,
      double turn,
      double stretch,
      double scale,
      double down,
      double right,
      int side) {
    float[] image = Arrays.copyOfRange(values, start, start + height * width); // as it was
    int top = height;
    int bottom = -1;
    int left = width;
    int last = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (image[y * width + x] > VISIBLE) {
          top = Math.min(top, y);
          bottom = y;
          left = Math.min(left, x);
          last = Math.max(last, x);
        }
      }
    }
    if (bottom < 0) {
      return; // nothing is on it
    }
    double rows = bottom - top + 1;
    double columns = last - left + 1;
    // What was the longer side stays as long: things fill their image.
    double fit = scale * Math.max(rows, columns) / Math.max(rows * stretch, columns);
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    for (int y = 0; y < height; y++) {
      double fromMiddle = y - (height - 1) / 2.0;
      for (int x = 0; x < width; x++) {
        double across = side * (x - (width - 1) / 2.0);
        double sourceX = (left + last) / 2.0 + right + (cos * across + sin * fromMiddle) / fit;
        double sourceY =
            (top + bottom) / 2.0 + down + (cos * fromMiddle - sin * across) / (fit * stretch);
        values[start + y * width + x] = between(image, sourceY, sourceX);
      }
    }
  }

  /** Interpolates between four pixels; beyond the image is black. */
  private float between(float[] image, double y, double x) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    float down = (float) (y - top);
    float right = (float) (x - left);
    return (1 - down) * ((1 - right) * at(image, top, left) + right * at(image, top, left + 1))
        + down * ((1 - right) * at(image, top + 1, left) + right * at(image, top + 1, left + 1));
  }

  private float at(float[] image, int y, int x) {
    return y < 0 || y >= height || x < 0 || x >= width ? 0 : image[y * width + x];
  }

  /** Mixes tones with the outline, holes filled: what lies between visible pixels both ways. */
  private void flatten(float[] values, int start, float silhouette) {
    boolean[] besides = new boolean[height * width];
    for (int y = 0; y < height; y++) {
      span(values, start, besides, y * width, 1, width);
    }
    boolean[] above = new boolean[height * width];
    for (int x = 0; x < width; x++) {
      span(values, start, above, x, width, height);
    }
    for (int i = 0; i < besides.length; i++) {
      float value = values[start + i];
      boolean inside = value > VISIBLE || besides[i] && above[i];
      values[start + i] = (inside ? silhouette : 0) + (1 - silhouette) * value;
    }
  }

  /** Marks a row or column from its first visible pixel to its last. */
  private static void span(
      float[] values, int start, boolean[] marked, int first, int step, int count) {
    int from = 0;
    while (from < count && values[start + first + from * step] <= VISIBLE) {
      from++;
    }
    int to = count - 1;
    while (to > from && values[start + first + to * step] <= VISIBLE) {
      to--;
    }
    for (int i = from; i <= to && from < count; i++) {
      marked[first + i * step] = true;
    }
  }
}
