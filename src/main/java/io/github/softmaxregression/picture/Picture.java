package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.Resampling;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * A picture as a network saw them in training: grey, bright on black, the longer side fitted to the
 * network's, in the middle of a black square.
 *
 * @param pixels [height, width] in row-major order, unsigned bytes, 0 (black) to 255 (white)
 * @param height rows
 * @param width columns
 * @param inverted whether bright and dark were exchanged
 */
public record Picture(byte[] pixels, int height, int width, boolean inverted) {
  private static final int WHITE = 255;
  private static final double MIDDLE = 127.5;

  /**
   * Prepares a picture for a network.
   *
   * <p>What is transparent is laid on white, as on a page, or on black if nothing is to be
   * inverted. A bright border then tells that a picture is to be inverted: of Fashion-MNIST's
   * 70,000 images none has one.
   *
   * @param picture decoded, of any colours
   * @param height rows that the network takes
   * @param width columns that the network takes
   */
  public static Picture of(BufferedImage picture, Invert invert, int height, int width) {
    return of(GreyPicture.of(picture), invert, height, width);
  }

  static Picture of(GreyPicture picture, Invert invert, int height, int width) {
    GreyPicture fitted = fit(picture.on(invert == Invert.NO ? 0 : WHITE), height, width);
    boolean inverted =
        invert == Invert.YES || invert == Invert.AUTO && fitted.borderBrightness() > MIDDLE;
    GreyPicture bright = inverted ? fitted.inverted() : fitted;
    return new Picture(inTheMiddle(bright, height, width), height, width, inverted);
  }

  /**
   * Pictures of one size as a set, all with the label 0.
   *
   * @param classNames of the network that is to classify them
   * @throws IllegalArgumentException if one is of another size
   */
  public static ImageSet together(
      List<Picture> pictures, int height, int width, List<String> classNames) {
    byte[] pixels = new byte[Math.multiplyExact(pictures.size(), height * width)];
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      if (picture.height != height || picture.width != width) {
        throw new IllegalArgumentException(
            "a picture of %d x %d pixels among those of %d x %d"
                .formatted(picture.height, picture.width, height, width));
      }
      System.arraycopy(picture.pixels, 0, pixels, i * height * width, height * width);
    }
    return ImageSet.of(pixels, new byte[pictures.size()], height, width, classNames);
  }

  /** As large as it can be inside. */
  private static GreyPicture fit(GreyPicture picture, int height, int width) {
    double scale = Math.min((double) height / picture.height(), (double) width / picture.width());
    int rows = Math.max(1, (int) Math.round(scale * picture.height()));
    int columns = Math.max(1, (int) Math.round(scale * picture.width()));
    if (rows == picture.height() && columns == picture.width()) {
      return picture;
    }
    byte[] resized =
        Resampling.resize(
            Resampling.of(picture.height(), rows),
            Resampling.of(picture.width(), columns),
            picture.brightness(),
            picture.height(),
            picture.width());
    return new GreyPicture(resized, null, rows, columns);
  }

  private static byte[] inTheMiddle(GreyPicture picture, int height, int width) {
    byte[] pixels = new byte[height * width];
    int top = (height - picture.height()) / 2;
    int left = (width - picture.width()) / 2;
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(
          picture.brightness(),
          y * picture.width(),
          pixels,
          (top + y) * width + left,
          picture.width());
    }
    return pixels;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture
        && Arrays.equals(pixels, picture.pixels)
        && height == picture.height
        && width == picture.width
        && inverted == picture.inverted;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pixels);
  }
}
