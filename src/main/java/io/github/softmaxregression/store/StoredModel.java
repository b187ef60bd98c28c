package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.LinearModel;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.store.foreign.ForeignZip;
import io.github.softmaxregression.store.foreign.LinearLoader;
import io.github.softmaxregression.store.foreign.Loaded;
import io.github.softmaxregression.store.foreign.NetworkLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ObjectUtils;

/** Holds a model read from its zip; its provenance is empty in a zip of another program. */
public record StoredModel(Model model, InputFormat input, Optional<Provenance> provenance) {
  /** The network if this program could have trained it; empty for others, or with a normalizer. */
  public Optional<SoftmaxNetwork> softmaxRegression() {
    return model instanceof SoftmaxNetwork network ? Optional.of(network) : Optional.empty();
  }

  /** The model's weights if it is a single softmax layer, read for use. */
  public Optional<LinearModel> linear() {
    return model instanceof LinearModel linear ? Optional.of(linear) : Optional.empty();
  }

  /** The same model with other names of its classes. */
  public StoredModel named(List<String> names) {
    return new StoredModel(model, input.named(names), provenance);
  }

  /**
   * Reads a model: of this program, or any MultiLayerNetwork of plain Deeplearning4j that
   * classifies rows of pixels. Names, sizes and classes are checked before content is read;
   * Java-serialised entries, which could run code, are refused.
   *
   * <p>A single softmax layer is a {@link LinearModel}, and neither Deeplearning4j nor ND4J is
   * loaded; others are networks of the library.
   *
   * @throws InvalidFileException if it is not a zip with such a network
   * @throws IOException if it cannot be read
   */
  public static StoredModel load(ModelSource source) throws IOException {
    return load(source, () -> {});
  }

  /**
   * Reads a model likewise.
   *
   * @param start prepares for the library; called only where it is needed
   */
  public static StoredModel load(ModelSource source, Runnable start) throws IOException {
    return source.read(
        zip -> {
          Loaded linear = LinearLoader.load(zip);
          if (linear != null) {
            return of(zip, linear);
          }
          start.run();
          return read(zip);
        });
  }

  /** Reads a model likewise, as a network of the library in any case. */
  public static StoredModel loadNetwork(ModelSource source) throws IOException {
    return source.read(StoredModel::read);
  }

  /** Reads a model from a file. */
  public static StoredModel load(Path file) throws IOException {
    return load(ModelSource.file(file));
  }

  /**
   * Reads how a model was made, without ND4J; empty for a zip of another program.
   *
   * @throws InvalidFileException if it is no zip
   */
  public static Optional<Provenance> provenance(ModelSource source) throws IOException {
    return source.read(StoredModel::provenance);
  }

  private static Optional<Provenance> provenance(ForeignZip zip) throws IOException {
    return zip.json(ModelStore.PROVENANCE_JSON, Provenance.class).filter(StoredModel::isWhole);
  }

  /** Tells whether nothing is missing that this program writes, since any program may have. */
  private static boolean isWhole(Provenance made) {
    return ObjectUtils.allNotNull(made.created(), made.data(), made.versions(), made.backend())
        && ObjectUtils.anyNotNull(made.hyperparameters(), made.lbfgs())
        && (made.from() == null || ObjectUtils.allNotNull(made.from().name(), made.from().sha256()))
        && ObjectUtils.allNotNull(made.data().location(), made.data().sha256(), made.epochs())
        && made.epochs().stream().allMatch(Objects::nonNull);
  }

  static StoredModel read(ForeignZip zip) throws IOException {
    return of(zip, NetworkLoader.load(zip));
  }

  private static StoredModel of(ForeignZip zip, Loaded loaded) throws IOException {
    return new StoredModel(loaded.model(), input(zip, loaded.says()), provenance(zip));
  }

  /** Reads what a network takes, or finds it out; refuses what does not fit the network. */
  static InputFormat input(ForeignZip zip, Loaded.Described network) throws IOException {
    Optional<InputFormat> told = zip.json(ModelStore.INPUT_JSON, InputFormat.class);
    int inputs = network.inputs();
    if (told.isEmpty() && network.height() == 0) {
      String found = "a network of %,d inputs, which make no square".formatted(inputs);
      throw zip.invalid(found, "one whose file says their height and width");
    }
    InputFormat input = told.orElseGet(() -> numbered(network));
    int classes = input.classNames().size();
    if ((long) input.height() * input.width() != inputs || classes != network.classes()) {
      throw zip.invalid(
          "%s for %d x %d pixels and %d classes"
              .formatted(ModelStore.INPUT_JSON, input.height(), input.width(), classes),
          "%d inputs and %d classes like the network's".formatted(inputs, network.classes()));
    }
    return input;
  }

  /** Numbers the classes of a network that does not name them. */
  private static InputFormat numbered(Loaded.Described network) {
    return new InputFormat(
        numbers(network.classes()),
        network.height(),
        network.width(),
        InputFormat.BYTE_OVER_255,
        Crop.NO,
        0,
        null);
  }

  private static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  /** Whether nothing names the classes. */
  public boolean isNumbered() {
    return input.classNames().equals(numbers(input.classNames().size()));
  }
}
