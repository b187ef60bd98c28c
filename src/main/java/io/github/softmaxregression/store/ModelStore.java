package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Saves and loads models as zips that plain Deeplearning4j reads too, with {@code
 * MultiLayerNetwork.load(file, true)}.
 */
public final class ModelStore {
  private static final String INPUT_JSON = "input.json";
  private static final String PROVENANCE_JSON = "provenance.json";

  /** More inputs or classes than any array can have; their product still fits a long. */
  private static final long LARGEST_SIDE = 1L << 31;

  /** Bytes that an array in the zip has beside its values: names, shape and strides. */
  private static final int LARGEST_ARRAY_HEADER = 1024;

  private ModelStore() {}

  /**
   * Writes a model: first to a temporary file in the same folder, then moved into place, so that a
   * crash leaves the old file or the new one, never half of one.
   *
   * @param file replaced if it exists; missing folders are made
   * @throws IOException if it cannot be written; an old file is untouched then
   */
  public static void save(
      SoftmaxNetwork network, InputFormat input, Provenance provenance, Path file)
      throws IOException {
    AtomicFile.write(file, out -> write(network, input, provenance, out));
  }

  /** Writes a model's zip to a stream, which is not closed. */
  public static void write(
      SoftmaxNetwork network, InputFormat input, Provenance provenance, OutputStream out)
      throws IOException {
    ZipEntries.write(entries(network, input, provenance), out);
  }

  /** What is in a model's zip, by name. */
  static Map<String, byte[]> entries(
      SoftmaxNetwork network, InputFormat input, Provenance provenance) throws IOException {
    Map<String, byte[]> entries = deeplearning4jEntries(network);
    entries.put(INPUT_JSON, ZipEntries.json(input));
    entries.put(PROVENANCE_JSON, ZipEntries.json(provenance));
    return entries;
  }

  private static Map<String, byte[]> deeplearning4jEntries(SoftmaxNetwork network)
      throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, plain, true);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(plain.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /**
   * Loads the classes that {@link #load} reads JSON with, which take as long as the rest of it.
   * They do not need ND4J: a thread that waits for its start can do this in the meantime.
   */
  public static void prepare() {
    NeuralNetConfiguration.mapper();
  }

  /**
   * Reads a model.
   *
   * <p>Only the entries named here are looked at: Java-serialised ones, which could run code, never
   * are.
   *
   * @throws InvalidFileException if it is not a zip with a softmax regression
   * @throws IOException if it cannot be read
   */
  public static StoredModel load(ModelSource source) throws IOException {
    return ZipEntries.read(source, zip -> new Loader(zip).load());
  }

  /** Reads a model from a file. */
  public static StoredModel load(Path file) throws IOException {
    return load(ModelSource.file(file));
  }

  /**
   * Reads how a model was made, without ND4J; empty for a zip that this program did not write.
   *
   * @throws InvalidFileException if it is no zip
   */
  public static Optional<Provenance> provenance(ModelSource source) throws IOException {
    return ZipEntries.read(source, zip -> zip.json(PROVENANCE_JSON, Provenance.class));
  }

  private record Loader(ZipEntries zip) {
    StoredModel load() throws IOException {
      SoftmaxNetwork network = network();
      long count = parameterCount(network);
      INDArray parameters = array(ModelSerializer.COEFFICIENTS_BIN, count);
      if (parameters.length() != count) {
        throw zip.invalid(
            parameters.length() + " parameters", count + " as its configuration says");
      }
      network.init(parameters, false);
      if (zip.has(ModelSerializer.UPDATER_BIN)) {
        INDArray state = array(ModelSerializer.UPDATER_BIN, 2 * parameters.length());
        network.getUpdater().setStateViewArray(network, state, false);
      }
      InputFormat input =
          zip.json(INPUT_JSON, InputFormat.class)
              .orElseGet(() -> InputFormat.guess(network.inputs(), network.classes()));
      if (input.height() * input.width() != network.inputs()
          || input.classNames().size() != network.classes()) {
        throw zip.invalid(
            "%s for %d x %d pixels and %d classes"
                .formatted(INPUT_JSON, input.height(), input.width(), input.classNames().size()),
            "%d inputs and %d classes like the network's"
                .formatted(network.inputs(), network.classes()));
      }
      return new StoredModel(network, input, zip.json(PROVENANCE_JSON, Provenance.class));
    }

    private SoftmaxNetwork network() throws IOException {
      String configuration = zip.text(ModelSerializer.CONFIGURATION_JSON);
      Optional<String> foreign;
      MultiLayerConfiguration parsed = null;
      try {
        foreign = ConfigurationClasses.firstForeign(configuration);
        if (foreign.isEmpty()) {
          parsed = MultiLayerConfiguration.fromJson(configuration);
        }
      } catch (IOException | RuntimeException e) {
        throw zip.invalid(
            "a " + ModelSerializer.CONFIGURATION_JSON + " of something else",
            "a MultiLayerNetwork's configuration");
      }
      if (foreign.isPresent()) {
        throw zip.invalid(
            "a %s that names the class %s"
                .formatted(ModelSerializer.CONFIGURATION_JSON, ZipEntries.printable(foreign.get())),
            "only classes of Deeplearning4j and ND4J");
      }
      try {
        return new SoftmaxNetwork(parsed);
      } catch (IllegalArgumentException e) {
        throw zip.invalid(e.getMessage(), "a single softmax output layer with loss MCXENT");
      }
    }

    private long parameterCount(SoftmaxNetwork network) throws InvalidFileException {
      FeedForwardLayer layer =
          (FeedForwardLayer) network.getLayerWiseConfigurations().getConf(0).getLayer();
      long inputs = layer.getNIn();
      long classes = layer.getNOut();
      if (inputs < 1 || classes < 1 || inputs >= LARGEST_SIDE || classes >= LARGEST_SIDE) {
        throw zip.invalid(inputs + " inputs and " + classes + " classes", "1 or more of each");
      }
      return (inputs + 1) * classes;
    }

    /** Reads an array, after a look at the size of its entry. */
    private INDArray array(String name, long largestLength) throws IOException {
      byte[] bytes = zip.bytes(name, largestLength * Double.BYTES + LARGEST_ARRAY_HEADER);
      try {
        return VectorFormat.read(bytes);
      } catch (IllegalArgumentException e) {
        throw zip.invalid(
            "an unreadable %s (%s)".formatted(name, e.getMessage()), "a vector as ND4J writes it");
      }
    }
  }
}
