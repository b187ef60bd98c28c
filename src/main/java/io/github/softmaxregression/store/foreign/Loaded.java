package io.github.softmaxregression.store.foreign;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.LinearModel;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.util.Arrays;
import java.util.List;

/**
 * Holds a model read from a zip, and what the zip says of it.
 *
 * @param model a {@link LinearModel} or {@link SoftmaxNetwork} where it is just a softmax layer
 */
public record Loaded(Model model, Described says) {
  /**
   * Holds what a zip says of its network.
   *
   * @param inputs pixels of an image
   * @param height rows of an image; 0 where nothing says its shape
   * @param width columns of an image; 0 likewise
   */
  public record Described(
      List<String> layers, int inputs, int height, int width, int classes, long parameters) {}

  static void requireCount(long found, long expected, ForeignZip zip) throws InvalidFileException {
    if (found != expected) {
      throw zip.invalid(found + " parameters", expected + " as its configuration says");
    }
  }

  static void requireNumbers(double[] outputs, ForeignZip zip) throws InvalidFileException {
    if (!Arrays.stream(outputs).allMatch(Double::isFinite)) {
      throw zip.invalid("a network whose outputs are no numbers", "a sound one");
    }
  }
}
