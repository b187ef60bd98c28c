package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.Resampling;
import java.awt.image.BufferedImage;

/**
 * Holds the brightness of a picture's pixels.
 *
 * @param brightness [height, width] luminance by ITU-R BT.601 from 0 (black) to 255 (white), as
 *     unsigned bytes
 */
record GreyPicture(byte[] brightness, int height, int width) {
  /** Takes a decoded picture, laid on a background so that nothing shows through. */
  static GreyPicture of(BufferedImage picture, int background) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    byte[] brightness = new byte[height * width];
    PixelRows rows = new PixelRows(picture, background);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      rows.read(y, row);
      for (int x = 0; x < width; x++) {
        brightness[y * width + x] = (byte) PixelRows.luminance(row[x]);
      }
    }
    return new GreyPicture(brightness, height, width);
  }

  GreyPicture inverted() {
    byte[] negative = new byte[brightness.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = (byte) ~brightness[i]; // 255 less the unsigned value
    }
    return new GreyPicture(negative, height, width);
  }

  /** Tells by how many levels its brightest pixel differs from its darkest. */
  int range() {
    int least = 255;
    int most = 0;
    for (byte each : brightness) {
      least = Math.min(least, each & 0xff);
      most = Math.max(most, each & 0xff);
    }
    return Math.max(0, most - least);
  }

  /** Averages the brightness of the outermost pixels, from 0 to 255. */
  double borderBrightness() {
    long sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      boolean edge = y == 0 || y == height - 1;
      for (int x = 0; x < width; x += edge || width == 1 ? 1 : width - 1) {
        sum += brightness[y * width + x] & 0xff;
        count++;
      }
    }
    return (double) sum / count;
  }

  /** Turns and mirrors it as a camera was held. */
  GreyPicture upright(Orientation orientation) {
    if (orientation.isUpright()) {
      return this;
    }
    int rows = orientation.rows(height, width);
    int columns = orientation.columns(height, width);
    byte[] upright = new byte[brightness.length];
    for (int i = 0; i < upright.length; i++) {
      upright[i] = brightness[orientation.source(i / columns, i % columns, height, width)];
    }
    return new GreyPicture(upright, rows, columns);
  }

  /** Resizes it to be as large as it can be inside. */
  GreyPicture fitted(int mostRows, int mostColumns) {
    double scale = Math.min((double) mostRows / height, (double) mostColumns / width);
    int rows = Math.max(1, (int) Math.round(scale * height));
    int columns = Math.max(1, (int) Math.round(scale * width));
    if (rows == height && columns == width) {
      return this;
    }
    Resampling vertical = Resampling.of(height, rows);
    Resampling horizontal = Resampling.of(width, columns);
    byte[] resized = Resampling.resize(vertical, horizontal, brightness, height, width);
    return new GreyPicture(resized, rows, columns);
  }

  /** Puts it in the middle of a black image [rows, columns]. */
  byte[] inTheMiddle(int rows, int columns) {
    byte[] pixels = new byte[rows * columns];
    int first = (rows - height) / 2 * columns + (columns - width) / 2;
    for (int y = 0; y < height; y++) {
      System.arraycopy(brightness, y * width, pixels, first + y * columns, width);
    }
    return pixels;
  }
}
