package io.github.softmaxregression.store;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.picture.Crop;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Describes what a network takes and how its outputs are called.
 *
 * @param classNames the name of each output, in order
 * @param height rows of an image
 * @param width columns of an image
 * @param pixelScaling how a byte becomes a feature, in words
 * @param crop when things are cut out of pictures; never, in zips made before there was a choice
 * @param silhouette as {@link io.github.softmaxregression.picture.Preparation#silhouette}
 * @param likeness how the training images look, as {@code Likeness} writes it; null where that is
 *     not known
 */
public record InputFormat(
    List<String> classNames,
    int height,
    int width,
    String pixelScaling,
    Crop crop,
    double silhouette,
    List<Double> likeness) {
  /** Scales a byte to 0 (black) to 1 (white), as every network here takes it. */
  public static final String BYTE_OVER_255 = "byte / 255";

  /** Throws an IllegalArgumentException if a value is impossible. */
  public InputFormat {
    classNames = List.copyOf(Objects.requireNonNull(classNames, "classNames"));
    int names = Set.copyOf(classNames).size();
    if (names < classNames.size() || classNames.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a class name that is empty or comes twice");
    }
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("images of " + height + " x " + width);
    }
    if (!BYTE_OVER_255.equals(pixelScaling)) {
      throw new IllegalArgumentException("the pixel scaling " + pixelScaling);
    }
    crop = crop == null ? Crop.NO : crop;
    if (!(silhouette >= 0 && silhouette <= 1)) {
      throw new IllegalArgumentException("the silhouette " + silhouette);
    }
  }

  /** Describes a network trained on these images, and how a picture becomes like them. */
  public static InputFormat of(ImageSet images, Crop crop, double silhouette) {
    List<String> names = images.classNames();
    return new InputFormat(
        names, images.height(), images.width(), BYTE_OVER_255, crop, silhouette, null);
  }

  /** The same with what is known of how the training images look. */
  public InputFormat like(List<Double> training) {
    return new InputFormat(classNames, height, width, pixelScaling, crop, silhouette, training);
  }

  /** The same with other names. */
  public InputFormat named(List<String> names) {
    return new InputFormat(names, height, width, pixelScaling, crop, silhouette, likeness);
  }
}
