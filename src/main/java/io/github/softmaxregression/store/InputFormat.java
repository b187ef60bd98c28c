package io.github.softmaxregression.store;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.picture.Crop;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

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
    Set<String> different = new HashSet<>();
    for (String name : classNames) {
      if (name.isBlank() || !different.add(name)) {
        throw new IllegalArgumentException(
            name.isBlank() ? "a class without a name" : "two classes " + name);
      }
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
    return new InputFormat(
        images.classNames(),
        images.height(),
        images.width(),
        BYTE_OVER_255,
        crop,
        silhouette,
        null);
  }

  /** The same with what is known of how the training images look. */
  public InputFormat like(List<Double> training) {
    return new InputFormat(classNames, height, width, pixelScaling, crop, silhouette, training);
  }

  /** The same with other names. */
  public InputFormat named(List<String> names) {
    return new InputFormat(names, height, width, pixelScaling, crop, silhouette, likeness);
  }

  /** Numbers classes that nothing names. */
  static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  /** Whether nothing names the classes. */
  public boolean isNumbered() {
    return classNames.equals(numbers(classNames.size()));
  }
}
