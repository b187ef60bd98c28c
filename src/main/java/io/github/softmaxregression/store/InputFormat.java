package io.github.softmaxregression.store;

import io.github.softmaxregression.data.ImageSet;
import java.util.List;
import java.util.Objects;

/**
 * Describes what a network takes and how its outputs are called.
 *
 * @param classNames the name of each output, in order
 * @param height rows of an image
 * @param width columns of an image
 * @param pixelScaling how a byte becomes a feature, in words
 */
public record InputFormat(List<String> classNames, int height, int width, String pixelScaling) {
  /** Scales a byte to 0 (black) to 1 (white), as every network here takes it. */
  public static final String BYTE_OVER_255 = "byte / 255";

  /** Throws an IllegalArgumentException if a value is impossible. */
  public InputFormat {
    classNames = List.copyOf(Objects.requireNonNull(classNames, "classNames"));
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("images of " + height + " x " + width);
    }
    if (!BYTE_OVER_255.equals(pixelScaling)) {
      throw new IllegalArgumentException("the pixel scaling " + pixelScaling);
    }
  }

  /** Describes a network trained on these images. */
  public static InputFormat of(ImageSet images) {
    return new InputFormat(images.classNames(), images.height(), images.width(), BYTE_OVER_255);
  }
}
