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
 * @param finding what was found in the picture
 */
public record Picture(byte[] pixels, int height, int width, boolean inverted, Finding finding) {
  /** More colours than are needed to show a thing in an image, and enough for a thumbnail. */
  private static final int LONGEST = 512;

  /**
   * Shows that much ground on each side of a drawn box, in shares of it: people draw close around a
   * thing, and the ground is learned from what lies at the border.
   */
  private static final double GROUND = 0.1;

  /** Prepares a decoded picture for a network. */
  public static Picture of(BufferedImage picture, Preparation how) {
    return of(picture, new Orientation(1), how);
  }

  /** The thing that was cut out; null where the whole picture or box was taken. */
  public Cutout cutout() {
    return finding.cutout();
  }

  static Picture of(BufferedImage picture, Orientation orientation, Preparation how) {
    int background = background(picture, how.invert());
    BufferedImage thumbnail =
        how.thumbnail() ? colors(picture, background, orientation).image() : null;
    boolean searched = how.crops(picture.getHeight(), picture.getWidth());
    if (searched) {
      Box area =
          how.box() == null ? null : orientation.onPixels(how.box().widened(GROUND), picture);
      ColorPicture colors = colors(part(picture, area, orientation), background, orientation);
      ColorPicture small = colors.fitted(Cutout.SEARCHED);
      Optional<Cutout> cutout = Cutout.of(small);
      if (cutout.isPresent()) {
        Cutout.Shown thing = cutout.get().show(small, colors, how.invert(), how.silhouette());
        byte[] pixels = placed(thing.picture().fitted(how.height(), how.width()), how);
        Finding finding = new Finding(true, area, cutout.get(), thing.contrast(), thumbnail);
        return new Picture(pixels, how.height(), how.width(), thing.inverted(), finding);
      }
    }
    Box box = how.box() == null ? null : orientation.onPixels(how.box(), picture);
    GreyPicture grey =
        GreyPicture.of(part(picture, box, orientation), background).upright(orientation);
    Finding finding = new Finding(searched, box, null, grey.range(), thumbnail);
    return whole(grey, how, finding);
  }

  private static BufferedImage part(BufferedImage picture, Box box, Orientation orientation) {
    return box == null ? picture : orientation.part(picture, box);
  }

  private static ColorPicture colors(BufferedImage picture, int ground, Orientation orientation) {
    return ColorPicture.of(picture, LONGEST, ground).upright(orientation);
  }

  /** A bright border tells that a picture is to be inverted: of 70,000 images none has one. */
  private static Picture whole(GreyPicture picture, Preparation how, Finding finding) {
    GreyPicture fitted = picture.fitted(how.height(), how.width());
    boolean inverted =
        how.invert() == Invert.YES
            || how.invert() == Invert.AUTO && fitted.borderBrightness() > 127.5;
    GreyPicture bright = inverted ? fitted.inverted() : fitted;
    return new Picture(placed(bright, how), how.height(), how.width(), inverted, finding);
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
