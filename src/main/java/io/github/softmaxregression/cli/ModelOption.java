package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.store.InputFormat;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which saved model a command uses. */
final class ModelOption {
  /** Where training saves and the others look, from the working folder. */
  static final String DEFAULT = "models/latest.zip";

  @Option(
      names = "--model",
      paramLabel = "ZIP",
      defaultValue = DEFAULT,
      description = "The saved model. Default: ${DEFAULT-VALUE}.")
  private Path zip;

  Path zip() {
    return zip;
  }

  /**
   * The images as a model takes them, resized where it was trained on another size.
   *
   * @throws InvalidFileException if the model knows another number of classes
   */
  static ImageSet fitted(ImageSet images, InputFormat input, Path zip) throws InvalidFileException {
    int classes = images.classNames().size();
    if (input.classNames().size() != classes) {
      throw new InvalidFileException(
          zip,
          "a model for " + input.classNames().size() + " classes",
          classes + " as in the data set",
          "use a model that was trained on such images");
    }
    return images.resized(input.height(), input.width());
  }
}
