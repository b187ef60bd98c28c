package io.github.softmaxregression.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The brightness and the opacity of a picture's pixels.
 *
 * @param brightness [height, width] luminance by ITU-R BT.601 from 0 (black) to 255 (white), as
 *     unsigned bytes
 * @param opacity [height, width] from 0 (nothing there) to 255, as unsigned bytes; null where all
 *     of it is opaque
 */
record GreyPicture(byte[] brightness, byte[] opacity, int height, int width) {
  /** Of a decoded picture. */
  static GreyPicture of(BufferedImage picture) {
    ColorModel colors = picture.getColorModel();
    boolean grey =
        colors.getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && !(colors instanceof IndexColorModel)
            && !colors.isAlphaPremultiplied();
    return grey ? ofGrey(picture) : ofColors(picture);
  }

  /**
   * The values themselves: Java takes grey for linear light, and would shift its tones on the way
   * to RGB.
   */
  private static GreyPicture ofGrey(BufferedImage picture) {
    Raster raster = picture.getRaster();
    int width = picture.getWidth();
    int height = picture.getHeight();
    boolean alpha = picture.getColorModel().hasAlpha();
    byte[] brightness = new byte[height * width];
    byte[] opacity = alpha ? new byte[height * width] : null;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      copy(raster, 0, y, row, brightness);
      if (alpha) {
        copy(raster, 1, y, row, opacity);
      }
    }
    return new GreyPicture(brightness, opacity, height, width);
  }

  private static void copy(Raster raster, int band, int y, int[] row, byte[] target) {
    int largest = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
    for (int x = 0; x < row.length; x++) {
      target[y * row.length + x] = (byte) Math.round(row[x] * 255f / largest);
    }
  }

  private static GreyPicture ofColors(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] brightness = new byte[height * width];
    byte[] opacity = picture.getColorModel().hasAlpha() ? new byte[height * width] : null;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int rgb = row[x];
        int luminance =
            Math.round(
                0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff));
        brightness[y * width + x] = (byte) luminance;
        if (opacity != null) {
          opacity[y * width + x] = (byte) (rgb >>> 24);
        }
      }
    }
    return new GreyPicture(brightness, opacity, height, width);
  }

  /** What it looks like on a background: nothing shows through any more. */
  GreyPicture on(int background) {
    if (opacity == null) {
      return this;
    }
    byte[] laid = new byte[brightness.length];
    for (int i = 0; i < laid.length; i++) {
      float share = (opacity[i] & 0xff) / 255f;
      laid[i] = (byte) Math.round(share * (brightness[i] & 0xff) + (1 - share) * background);
    }
    return new GreyPicture(laid, null, height, width);
  }

  /** Bright for dark and dark for bright. */
  GreyPicture inverted() {
    byte[] negative = new byte[brightness.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = (byte) (255 - (brightness[i] & 0xff));
    }
    return new GreyPicture(negative, opacity, height, width);
  }

  /** The mean brightness of the outermost pixels, from 0 to 255. */
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

  /** Turned and mirrored as an EXIF orientation says, 1 (as it is) to 8. */
  GreyPicture upright(int orientation) {
    if (orientation <= 1 || orientation > 8) {
      return this;
    }
    boolean turned = orientation >= 5; // rows become columns
    byte[] newOpacity = opacity == null ? null : new byte[opacity.length];
    byte[] newBrightness = new byte[brightness.length];
    int newHeight = turned ? width : height;
    int newWidth = turned ? height : width;
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int row = turned ? x : y;
        int column = turned ? y : x;
        if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) {
          row = height - 1 - row;
        }
        if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {
          column = width - 1 - column;
        }
        newBrightness[y * newWidth + x] = brightness[row * width + column];
        if (newOpacity != null) {
          newOpacity[y * newWidth + x] = opacity[row * width + column];
        }
      }
    }
    return new GreyPicture(newBrightness, newOpacity, newHeight, newWidth);
  }
}
