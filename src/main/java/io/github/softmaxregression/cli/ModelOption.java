package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.ClassNames;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names for the classes, one on each line, in place of the zip's.")
  private Path labels;

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

  /** Reads the model, with the names that were given. */
  StoredModel load() throws IOException {
    StoredModel model = ModelStore.load(source);
    if (labels == null) {
      return model;
    }
    List<String> names = ClassNames.read(labels);
    InputFormat input = model.input();
    if (names.size() != input.classNames().size()) {
      throw new InvalidFileException(
          labels,
          names.size() + " names",
          input.classNames().size() + " as " + source + " has classes",
          "add them");
    }
    return new StoredModel(
        model.model(),
        new InputFormat(names, input.height(), input.width(), input.pixelScaling()),
        model.provenance());
  }

  /** For commands that need to know how a model was made. */
  static InvalidFileException unknownOrigin(ModelSource source) {
    return new InvalidFileException(
        source,
        "a zip that does not say how it was made",
        "one with its settings in provenance.json",
        "use a zip made by the command train or scratch");
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
    // Folders of pictures come in alphabetical order, for example.
    boolean sameNames = Set.copyOf(images.classNames()).equals(Set.copyOf(input.classNames()));
    ImageSet ordered = sameNames ? images.withClassOrder(input.classNames()) : images;
    return ordered.resized(input.height(), input.width());
  }
}
