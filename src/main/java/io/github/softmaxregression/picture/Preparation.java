package io.github.softmaxregression.picture;

import java.io.Serializable;
import java.util.Objects;

/**
 * Says how a picture becomes an image for a network.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param silhouette share of a thing's brightness that is the same in all of it, from 0, where it
 *     is all tone, to 1, where only its outline counts
 * @param box the part of the upright picture that alone counts; null for all of it
 * @param thumbnail whether a small copy of the upright picture is kept
 */
public record Preparation(
    Invert invert, Crop crop, int height, int width, double silhouette, Box box, boolean thumbnail)
    implements Serializable {
  /** The silhouette of pictures to learn from: tones differ from light to light. */
  public static final double PHOTOGRAPHS = 0.7;

  /** The silhouette of photographs for a network that has learned from varied images. */
  public static final double VARIED = 0.3;

  /** Throws an IllegalArgumentException if a value is impossible. */
  public Preparation {
    Objects.requireNonNull(invert, "invert");
    Objects.requireNonNull(crop, "crop");
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("images of " + height + " x " + width);
    }
    if (!(silhouette >= 0 && silhouette <= 1)) {
      throw new IllegalArgumentException("the silhouette " + silhouette);
    }
  }

  /** Takes all of a picture, and keeps no copy. */
  public Preparation(Invert invert, Crop crop, int height, int width, double silhouette) {
    this(invert, crop, height, width, silhouette, null, false);
  }

  /** Cuts out things where they are found, and decides picture by picture. */
  public static Preparation usual(int height, int width, double silhouette) {
    return new Preparation(Invert.AUTO, Crop.AUTO, height, width, silhouette);
  }

  /** Changes what is decided picture by picture. */
  public Preparation with(Invert invert, Crop crop) {
    return new Preparation(invert, crop, height, width, silhouette, box, thumbnail);
  }

  /**
   * Looks for the thing in and closely around a box that a person has drawn, and nowhere else.
   * Where nothing stands out there, or nothing is to be cut out, the box is the thing, and taken
   * whole.
   */
  public Preparation within(Box drawn) {
    return new Preparation(invert, crop, height, width, silhouette, drawn, thumbnail);
  }

  /** Keeps a small copy of the upright picture, to show what was found in it. */
  public Preparation withThumbnail() {
    return new Preparation(invert, crop, height, width, silhouette, box, true);
  }

  /** Whether a thing is looked for in a picture of some size; AUTO does in every drawn box. */
  boolean crops(int pictureHeight, int pictureWidth) {
    boolean large = pictureHeight > height || pictureWidth > width || box != null;
    return crop == Crop.YES || crop == Crop.AUTO && large;
  }
}
