package io.github.softmaxregression.picture;

import static java.awt.image.BufferedImage.TYPE_INT_RGB;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** Reads a decoded picture row by row as opaque colours. */
final class PixelRows {
  private final BufferedImage picture;
  private final int background;
  private final boolean grey;
  private final boolean transparent;
  private final float largest;
  private final int[] tones;

  /** Lays the picture on a brightness, 0 to 255, which shows where it is transparent. */
  PixelRows(BufferedImage picture, int background) {
    this.picture = picture;
    this.background = background;
    ColorModel colors = picture.getColorModel();
    // Java takes grey for linear light, and would shift its tones on the way to RGB.
    grey =
        colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(colors instanceof IndexColorModel)
            && !colors.isAlphaPremultiplied();
    transparent = colors.hasAlpha();
    largest = (1 << picture.getSampleModel().getSampleSize(0)) - 1;
    tones = new int[picture.getWidth()];
  }

  /** Reads a row as 0xRRGGBB. */
  void read(int y, int[] row) {
    int width = row.length;
    if (!grey || transparent) {
      picture.getRGB(0, y, width, 1, row, 0, width);
    }
    if (grey) {
      picture.getRaster().getSamples(0, y, width, 1, 0, tones);
    }
    for (int x = 0; x < width; x++) {
      float share = transparent ? (row[x] >>> 24) / 255f : 1;
      if (grey) {
        row[x] = Math.round(tones[x] * 255f / largest) * 0x010101;
      }
      if (share < 1) {
        row[x] =
            on(row[x] >> 16 & 0xff, share) << 16
                | on(row[x] >> 8 & 0xff, share) << 8
                | on(row[x] & 0xff, share);
      }
    }
  }

  private int on(int level, float share) {
    return Math.round(share * level + (1 - share) * background);
  }

  /**
   * The mean luminance of what can be seen of a picture, 0 to 255; as many as transparent count.
   */
  static double visibleLuminance(BufferedImage picture) {
    double sum = 0;
    double weight = 0;
    int[] row = new int[picture.getWidth()];
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int color : row) {
        int share = color >>> 24;
        sum += (double) share * luminance(color);
        weight += share;
      }
    }
    return weight == 0 ? 0 : sum / weight;
  }

  /** Tells whether a picture has nothing but alpha of 0. */
  static boolean isInvisible(BufferedImage picture) {
    boolean visible = !picture.getColorModel().hasAlpha();
    int[] row = new int[picture.getWidth()];
    for (int y = 0; y < picture.getHeight() && !visible; y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      visible = Arrays.stream(row).anyMatch(color -> color >>> 24 != 0);
    }
    return !visible;
  }

  /** Copies a picture's colours without its alpha. */
  static BufferedImage opaque(BufferedImage picture) {
    int height = picture.getHeight();
    BufferedImage opaque = new BufferedImage(picture.getWidth(), height, TYPE_INT_RGB);
    int[] row = new int[picture.getWidth()];
    for (int y = 0; y < height; y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      opaque.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return opaque;
  }

  /** Weighs 0xRRGGBB as ITU-R BT.601 has it, to 0 to 255. */
  static int luminance(int rgb) {
    float red = rgb >> 16 & 0xff;
    float green = rgb >> 8 & 0xff;
    float blue = rgb & 0xff;
    return Math.round(0.299f * red + 0.587f * green + 0.114f * blue);
  }
}
