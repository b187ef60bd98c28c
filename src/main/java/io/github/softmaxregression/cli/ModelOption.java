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
   * Checks that a model can look at images.
   *
   * @throws InvalidFileException if they differ in size or in the number of classes
   */
  static void requireFit(InputFormat input, ImageSet images, Path zip) throws InvalidFileException {
    if (input.height() != images.height()
        || input.width() != images.width()
        || input.classNames().size() != images.classNames().size()) {
      throw new InvalidFileException(
          zip,
          describe(input.height(), input.width(), input.classNames().size()),
          describe(images.height(), images.width(), images.classNames().size()),
          "use a model that was trained on such images");
    }
  }

  private static String describe(int height, int width, int classes) {
    return "a model for %d x %d pixels and %d classes".formatted(height, width, classes);
  }
}
