package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.ImageSet;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Holds the image that is made of a picture, as a network saw them in training: grey, bright on
 * black, the longer side fitted to the network's, in the middle of a black square.
 *
 * @param pixels [height, width] in row-major order, unsigned bytes, 0 (black) to 255 (white)
 * @param inverted whether bright and dark were exchanged
 * @param cutout the thing that was cut out of the picture; null where the whole of it was taken
 */
public record Picture(byte[] pixels, int height, int width, boolean inverted, Cutout cutout) {
  /** More colours than are needed to show a thing in an image. */
  private static final int LONGEST = 512;

  /** Prepares a decoded picture for a network. */
  public static Picture of(BufferedImage picture, Preparation how) {
    return of(picture, new Orientation(1), how);
  }

  static Picture of(BufferedImage picture, Orientation orientation, Preparation how) {
    int background = background(picture, how.invert());
    if (how.crops(picture.getHeight(), picture.getWidth())) {
      ColorPicture colors = ColorPicture.of(picture, LONGEST, background).upright(orientation);
      ColorPicture small = colors.fitted(Cutout.SEARCHED);
      Optional<Cutout> cutout = Cutout.of(small);
      if (cutout.isPresent()) {
        Cutout.Shown thing = cutout.get().show(small, colors, how.invert(), how.silhouette());
        byte[] pixels = placed(thing.picture().fitted(how.height(), how.width()), how);
        return new Picture(pixels, how.height(), how.width(), thing.inverted(), cutout.get());
      }
    }
    return whole(GreyPicture.of(picture, background).upright(orientation), how);
  }

  /** A bright border tells that a picture is to be inverted: of 70,000 images none has one. */
  private static Picture whole(GreyPicture picture, Preparation how) {
    GreyPicture fitted = picture.fitted(how.height(), how.width());
    boolean inverted =
        how.invert() == Invert.YES
            || how.invert() == Invert.AUTO && fitted.borderBrightness() > 127.5;
    GreyPicture bright = inverted ? fitted.inverted() : fitted;
    return new Picture(placed(bright, how), how.height(), how.width(), inverted, null);
  }

  private static byte[] placed(GreyPicture picture, Preparation how) {
    return picture.inTheMiddle(how.height(), how.width());
  }

  /** Lays a transparent picture on what it stands out from: white, or black if it is bright. */
  private static int background(BufferedImage picture, Invert invert) {
    if (invert == Invert.AUTO && picture.getColorModel().hasAlpha()) {
      return PixelRows.visibleLuminance(picture) > 127.5 ? 0 : 255;
    }
    return invert == Invert.NO ? 0 : 255;
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
