package io.github.softmaxregression.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Holds a picture's colours, in a size in which a thing can be told from its ground.
 *
 * @param colors [3][height * width] red, green and blue, 0 to 255
 */
record ColorPicture(float[][] colors, int height, int width) {
  /** Takes a decoded picture, averaged to fit into a square; what shows through is a ground. */
  static ColorPicture of(BufferedImage picture, int longest, int background) {
    PixelRows rows = new PixelRows(picture, background);
    Bins bins = new Bins(picture.getHeight(), picture.getWidth(), longest);
    int[] row = new int[picture.getWidth()];
    for (int y = 0; y < picture.getHeight(); y++) {
      rows.read(y, row);
      for (int x = 0; x < row.length; x++) {
        bins.add(y, x, row[x] >> 16 & 0xff, row[x] >> 8 & 0xff, row[x] & 0xff);
      }
    }
    return bins.means();
  }

  /** Averages it to fit into a square; leaves it as it is if it does. */
  ColorPicture fitted(int longest) {
    if (height <= longest && width <= longest) {
      return this;
    }
    Bins bins = new Bins(height, width, longest);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        bins.add(y, x, colors[0][i], colors[1][i], colors[2][i]);
      }
    }
    return bins.means();
  }

  /** Averages pixels that come one by one. */
  private static final class Bins {
    private final int height;
    private final int width;
    private final float[][] sums;
    private final int[] counts;
    private final int[] firstOfRow;
    private final int[] column;

    Bins(int rows, int columns, int longest) {
      double scale = Math.min(1, (double) longest / Math.max(rows, columns));
      height = Math.max(1, (int) Math.round(scale * rows));
      width = Math.max(1, (int) Math.round(scale * columns));
      sums = new float[3][height * width];
      counts = new int[height * width];
      firstOfRow = new int[rows];
      column = new int[columns];
      Arrays.setAll(firstOfRow, y -> (int) ((long) y * height / rows) * width);
      Arrays.setAll(column, x -> (int) ((long) x * width / columns));
    }

    void add(int y, int x, float red, float green, float blue) {
      int bin = firstOfRow[y] + column[x];
      sums[0][bin] += red;
      sums[1][bin] += green;
      sums[2][bin] += blue;
      counts[bin]++;
    }

    ColorPicture means() {
      for (float[] channel : sums) {
        for (int i = 0; i < channel.length; i++) {
          channel[i] /= counts[i];
        }
      }
      return new ColorPicture(sums, height, width);
    }
  }

  /** Turns and mirrors it as an EXIF orientation says. */
  ColorPicture upright(Orientation orientation) {
    int rows = orientation.rows(height, width);
    int columns = orientation.columns(height, width);
    float[][] upright = new float[colors.length][height * width];
    for (int i = 0; i < height * width; i++) {
      int from = orientation.source(i / columns, i % columns, height, width);
      for (int c = 0; c < colors.length; c++) {
        upright[c][i] = colors[c][from];
      }
    }
    return new ColorPicture(upright, rows, columns);
  }

  /** Makes a picture of it that can be drawn. */
  BufferedImage image() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      int red = Math.round(colors[0][i]);
      int green = Math.round(colors[1][i]);
      int blue = Math.round(colors[2][i]);
      image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    return image;
  }

  /** Luminance by ITU-R BT.601, 0 to 255. */
  float luminance(int pixel) {
    return 0.299f * colors[0][pixel] + 0.587f * colors[1][pixel] + 0.114f * colors[2][pixel];
  }
}
