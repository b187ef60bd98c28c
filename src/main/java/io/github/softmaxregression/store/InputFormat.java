package io.github.softmaxregression.store;

import io.github.softmaxregression.data.ImageSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What a network takes and how its outputs are called.
 *
 * @param classNames the name of each output, in order
 * @param height rows of an image
 * @param width columns of an image
 * @param pixelScaling how a byte becomes a feature, in words
 */
public record InputFormat(List<String> classNames, int height, int width, String pixelScaling) {
  /** The scaling of every network here: 0 (black) to 1 (white). */
  public static final String BYTE_OVER_255 = "byte / 255";

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if a value is missing or impossible
   */
  public InputFormat {
    classNames = List.copyOf(Objects.requireNonNull(classNames, "classNames"));
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("images of " + height + " x " + width);
    }
    if (!BYTE_OVER_255.equals(pixelScaling)) {
      throw new IllegalArgumentException("the pixel scaling " + pixelScaling);
    }
  }

  /** The format of a network trained on these images. */
  public static InputFormat of(ImageSet images) {
    return new InputFormat(images.classNames(), images.height(), images.width(), BYTE_OVER_255);
  }

  /**
   * For a zip that says nothing: square images where the number of inputs allows and the network
   * does not know better, classes by number.
   *
   * @param height rows, or 0 if they are not known
   */
  static InputFormat guess(int height, int inputs, int classes) {
    int side = (int) Math.round(Math.sqrt(inputs));
    int rows = height > 0 ? height : side * side == inputs ? side : 1;
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    return new InputFormat(names, rows, inputs / rows, BYTE_OVER_255);
  }
}
