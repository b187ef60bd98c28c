package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.ImageSet;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Holds the image that is made of a picture, as a network saw them in training: grey, bright on
 * black, the longer side fitted to the network's, in the middle of a black square.
 *
 * @param pixels [height, width] in row-major order, unsigned bytes, 0 (black) to 255 (white)
 * @param inverted whether bright and dark were exchanged
 */
public record Picture(byte[] pixels, int height, int width, boolean inverted) {
  /**
   * Prepares a picture for a network.
   *
   * <p>Transparent parts are laid on {@link Invert#background}. A bright border then tells that a
   * picture is to be inverted: of Fashion-MNIST's 70,000 images none has one.
   */
  public static Picture of(BufferedImage picture, Invert invert, int height, int width) {
    return of(GreyPicture.of(picture, invert.background()), invert, height, width);
  }

  static Picture of(GreyPicture picture, Invert invert, int height, int width) {
    GreyPicture fitted = picture.fitted(height, width);
    boolean inverted =
        invert == Invert.YES || invert == Invert.AUTO && fitted.borderBrightness() > 127.5;
    GreyPicture bright = inverted ? fitted.inverted() : fitted;
    return new Picture(bright.inTheMiddle(height, width), height, width, inverted);
  }

  /**
   * Makes a set of images, all with the label 0.
   *
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
}
