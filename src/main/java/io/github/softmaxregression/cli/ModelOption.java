package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which saved model a command uses. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "ZIP",
      converter = Converter.class,
      defaultValue = "best",
      description =
          "The saved model: a zip, or 'best' or 'chapter', which ship with the program."
              + " Default: ${DEFAULT-VALUE}.")
  private ModelSource source;

  /** Makes a model's source of what stands on the command line. */
  static final class Converter implements ITypeConverter<ModelSource> {
    @Override
    public ModelSource convert(String text) {
      return ModelSource.of(text);
    }
  }

  ModelSource source() {
    return source;
  }

  /**
   * The images as a model takes them, resized where it was trained on another size.
   *
   * @throws InvalidFileException if the model knows another number of classes
   */
  static ImageSet fitted(ImageSet images, InputFormat input, ModelSource source)
      throws InvalidFileException {
    int classes = images.classNames().size();
    if (input.classNames().size() != classes) {
      throw new InvalidFileException(
          source,
          "a model for " + input.classNames().size() + " classes",
          classes + " as in the data set",
          "use a model that was trained on such images");
    }
    return images.resized(input.height(), input.width());
  }
}
