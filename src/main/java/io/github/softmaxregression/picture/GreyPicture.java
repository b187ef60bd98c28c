package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.Resampling;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.util.List;

/**
 * Holds the brightness of a picture's pixels.
 *
 * @param brightness [height, width] luminance by ITU-R BT.601 from 0 (black) to 255 (white), as
 *     unsigned bytes
 */
record GreyPicture(byte[] brightness, int height, int width) {
  /** Takes a decoded picture, laid on a background so that nothing shows through. */
  static GreyPicture of(BufferedImage picture, int background) {
    ColorModel colors = picture.getColorModel();
    // Java takes grey for linear light, and would shift its tones on the way to RGB.
    boolean grey =
        colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(colors instanceof IndexColorModel)
            && !colors.isAlphaPremultiplied();
    float largest = (1 << picture.getSampleModel().getSampleSize(0)) - 1;
    int height = picture.getHeight();
    int width = picture.getWidth();
    byte[] brightness = new byte[height * width];
    int[] tones = new int[width];
    int[] colours = new int[width];
    for (int y = 0; y < height; y++) {
      if (grey) {
        picture.getRaster().getSamples(0, y, width, 1, 0, tones);
      }
      if (!grey || colors.hasAlpha()) {
        picture.getRGB(0, y, width, 1, colours, 0, width);
      }
      for (int x = 0; x < width; x++) {
        int tone = grey ? Math.round(tones[x] * 255f / largest) : luminance(colours[x]);
        float share = colors.hasAlpha() ? (colours[x] >>> 24) / 255f : 1;
        brightness[y * width + x] = (byte) Math.round(share * tone + (1 - share) * background);
      }
    }
    return new GreyPicture(brightness, height, width);
  }

  private static int luminance(int rgb) {
    float red = rgb >> 16 & 0xff;
    float green = rgb >> 8 & 0xff;
    float blue = rgb & 0xff;
    return Math.round(0.299f * red + 0.587f * green + 0.114f * blue);
  }

  GreyPicture inverted() {
    byte[] negative = new byte[brightness.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = (byte) ~brightness[i]; // 255 less the unsigned value
    }
    return new GreyPicture(negative, height, width);
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

  /** Turns and mirrors it as an EXIF orientation says, 1 (as it is) to 8. */
  GreyPicture upright(int orientation) {
    if (orientation <= 1 || orientation > 8) {
      return this;
    }
    boolean turned = orientation >= 5; // rows become columns
    boolean rowsReversed = List.of(3, 4, 6, 7).contains(orientation);
    boolean columnsReversed = List.of(2, 3, 7, 8).contains(orientation);
    byte[] upright = new byte[brightness.length];
    int newHeight = turned ? width : height;
    int newWidth = turned ? height : width;
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int row = turned ? x : y;
        int column = turned ? y : x;
        row = rowsReversed ? height - 1 - row : row;
        column = columnsReversed ? width - 1 - column : column;
        upright[y * newWidth + x] = brightness[row * width + column];
      }
    }
    return new GreyPicture(upright, newHeight, newWidth);
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
