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
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Saves and loads models as zips that plain Deeplearning4j reads too, with {@code
 * MultiLayerNetwork.load(file, true)}.
 */
public final class ModelStore {
  private static final String INPUT_JSON = "input.json";
  private static final String PROVENANCE_JSON = "provenance.json";

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
   * <p>Anybody may have made the zip, with plain Deeplearning4j too: any MultiLayerNetwork that
   * classifies rows of pixels. Names, sizes and classes are looked at before content is read;
   * Java-serialised entries, which could run code, are refused.
   *
   * @throws InvalidFileException if it is not a zip with such a network
   * @throws IOException if it cannot be read
   */
  public static StoredModel load(ModelSource source) throws IOException {
    return ZipEntries.read(source, ModelStore::read);
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
    return ZipEntries.read(source, ModelStore::provenance);
  }

  private static Optional<Provenance> provenance(ZipEntries zip) throws IOException {
    return zip.json(PROVENANCE_JSON, Provenance.class).filter(Provenance::isWhole);
  }

  private static StoredModel read(ZipEntries zip) throws IOException {
    NetworkLoader.Loaded network = new NetworkLoader(zip).load();
    InputFormat input =
        zip.json(INPUT_JSON, InputFormat.class)
            .orElseGet(
                () -> InputFormat.guess(network.height(), network.inputs(), network.classes()));
    if ((long) input.height() * input.width() != network.inputs()
        || input.classNames().size() != network.classes()) {
      throw zip.invalid(
          "%s for %d x %d pixels and %d classes"
              .formatted(INPUT_JSON, input.height(), input.width(), input.classNames().size()),
          "%d inputs and %d classes like the network's"
              .formatted(network.inputs(), network.classes()));
    }
    return new StoredModel(network.model(), input, provenance(zip));
  }
}
