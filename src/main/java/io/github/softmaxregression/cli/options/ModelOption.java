package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.data.ClassNames;
import io.github.softmaxregression.data.ClassOrder;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which saved model a command uses. */
public final class ModelOption {
  /** Describes the values of options and parameters that name a model. */
  public static final String WHICH =
      "a zip, or best, chapter or photo, which ship with the program.";

  @Option(names = "--model", paramLabel = "ZIP", converter = Converter.class, defaultValue = "best")
  private ModelSource source;

  @Option(names = "--labels", paramLabel = "FILE")
  private Path labels;

  /** Makes a model's source of what stands on the command line. */
  public static final class Converter implements ITypeConverter<ModelSource> {
    @Override
    public ModelSource convert(String text) {
      return ModelSource.of(text);
    }
  }

  public ModelSource source() {
    return source;
  }

  /** Reads the model, with the names that were given. */
  public StoredModel load(DeviceOptions device) throws IOException {
    StoredModel model = read(source, device);
    if (labels == null) {
      return model;
    }
    List<String> names = ClassNames.read(labels);
    InputFormat input = model.input();
    int classes = input.classNames().size();
    if (names.size() != classes) {
      throw new InvalidFileException(
          labels, names.size() + " names", classes + " as " + source + " has classes", "add them");
    }
    return model.named(names);
  }

  /**
   * Reads a model. ND4J is started for a network of several layers, or if a GPU is asked for; a
   * single softmax layer is computed in Java.
   */
  public static StoredModel read(ModelSource source, DeviceOptions device) throws IOException {
    if (device.wanted() == Device.GPU) {
      device.start();
      return StoredModel.loadNetwork(source);
    }
    StoredModel model = StoredModel.load(source, device::start);
    model.linear().ifPresent(linear -> device.tell("the model computes in Java, without ND4J"));
    return model;
  }

  /** For commands that need to know how a model was made. */
  public static InvalidFileException unknownOrigin(ModelSource source) {
    String found = "a zip that does not say how it was made";
    String expected = "one with its settings in provenance.json";
    String advice = "use a zip made by the command train or scratch";
    return new InvalidFileException(source, found, expected, advice);
  }

  /**
   * The images as a model takes them, resized where it was trained on another size.
   *
   * @throws InvalidFileException if the model knows another number of classes
   */
  public static ImageSet fitted(ImageSet images, InputFormat input, ModelSource source)
      throws InvalidFileException {
    int classes = images.classNames().size();
    if (input.classNames().size() != classes) {
      String found = "a model for " + input.classNames().size() + " classes";
      String expected = classes + " as in the data set";
      throw new InvalidFileException(
          source, found, expected, "use a model that was trained on such images");
    }
    // Folders of pictures come in alphabetical order, for example.
    boolean sameNames = Set.copyOf(images.classNames()).equals(Set.copyOf(input.classNames()));
    ImageSet ordered = sameNames ? ClassOrder.of(input.classNames(), images) : images;
    return ordered.resized(input.height(), input.width());
  }
}
