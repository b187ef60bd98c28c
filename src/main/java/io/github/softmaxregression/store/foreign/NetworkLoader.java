package io.github.softmaxregression.store.foreign;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** Makes a network of a zip's entries, after a check of what they say and take of memory. */
public final class NetworkLoader {
  /** Limits the bytes of an array in the zip beside its values: names, shape and strides. */
  private static final int LARGEST_ARRAY_HEADER = 1024;

  private static final String CONFIGURATION = ModelSerializer.CONFIGURATION_JSON;
  private static final String NORMALIZER = ModelSerializer.NORMALIZER_BIN;

  /** Holds a network, a {@link SoftmaxNetwork} where it is just that, and what its zip says. */
  public record Loaded(Model model, Described says) {}

  private final ForeignZip zip;
  private final MultiLayerConfiguration configuration;

  private NetworkLoader(ForeignZip zip) throws IOException {
    this.zip = zip;
    this.configuration = configuration(zip);
  }

  /** Makes the network, or throws if it is no MultiLayerNetwork that classifies rows of pixels. */
  public static Loaded load(ForeignZip zip) throws IOException {
    NetworkLoader loader = new NetworkLoader(zip);
    try {
      return loader.load();
    } catch (RuntimeException e) { // of the library, from odd settings
      String found = "a network that cannot be made (%s)".formatted(Causes.root(e));
      throw zip.invalid(found, "a sound one");
    }
  }

  /**
   * Holds what a zip says of its network.
   *
   * @param inputs pixels of an image
   * @param height rows of an image; 0 where nothing says its shape
   * @param width columns of an image; 0 likewise
   */
  public record Described(
      List<String> layers, int inputs, int height, int width, int classes, long parameters) {}

  /** Checks what a network's entries say, without ND4J; refuses it as {@link #load} does. */
  public static Described describe(ForeignZip zip) throws IOException {
    NetworkLoader loader = new NetworkLoader(zip);
    try {
      FullyConnected shape = FullyConnected.of(loader.configuration, zip);
      long count = loader.parameterCount();
      loader.requireCount(
          loader.checked(ModelSerializer.COEFFICIENTS_BIN, count, VectorFormat::length), count);
      return loader.described(shape, count);
    } catch (RuntimeException e) { // of the library, from odd settings
      throw zip.invalid(
          "a network that cannot be made (%s)".formatted(Causes.root(e)), "a sound one");
    }
  }

  private Described described(FullyConnected shape, long parameters) {
    List<String> layers =
        configuration.getConfs().stream()
            .map(layer -> layer.getLayer().getClass().getSimpleName())
            .toList();
    return new Described(
        layers,
        (int) shape.inputs(),
        (int) shape.height(),
        (int) shape.width(),
        shape.classes(),
        parameters);
  }

  private void requireCount(long found, long expected) throws InvalidFileException {
    if (found != expected) {
      throw zip.invalid(found + " parameters", expected + " as its configuration says");
    }
  }

  private static MultiLayerConfiguration configuration(ForeignZip zip) throws IOException {
    String json = zip.text(CONFIGURATION);
    try {
      return MultiLayerConfiguration.fromJson(ConfigurationJson.checked(json));
    } catch (ConfigurationJson.UnknownException e) {
      boolean graph = json.contains("\"networkInputs\"");
      String other = graph ? "a ComputationGraph" : "a " + CONFIGURATION + " of something else";
      throw e.getMessage() == null || graph
          ? zip.invalid(other, "a MultiLayerNetwork's configuration")
          : zip.invalid(
              e.getMessage(),
              "a fully connected network of dense, output, loss, activation, dropout and batch"
                  + " normalization layers");
    } catch (RuntimeException e) {
      throw zip.invalid(
          "a " + CONFIGURATION + " of something else", "a MultiLayerNetwork's configuration");
    }
  }

  private Loaded load() throws IOException {
    FullyConnected shape = FullyConnected.of(configuration, zip);
    long count = parameterCount();
    INDArray parameters = array(ModelSerializer.COEFFICIENTS_BIN, count);
    requireCount(parameters.length(), count);
    DataNormalization normalizer = zip.has(NORMALIZER) ? normalizer(shape.inputs()) : null;
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    Model model =
        normalizer == null && SoftmaxNetwork.isOneLayer(configuration)
            ? softmaxNetwork(network)
            : foreignNetwork(network, normalizer, shape);
    requireNumbers(model, shape.inputs());
    zip.tellWhatIsNotRead();
    return new Loaded(model, described(shape, count));
  }

  /** Tries it on a black and a white image: some impossible settings fail only in use. */
  private void requireNumbers(Model model, long inputs) throws InvalidFileException {
    for (double pixel : new double[] {0, 1}) {
      INDArray image = Nd4j.valueArrayOf(new long[] {1, inputs}, pixel, DataType.FLOAT);
      if (!Arrays.stream(model.logits(image).probabilities(0)).allMatch(Double::isFinite)) {
        throw zip.invalid("a network whose outputs are no numbers", "a sound one");
      }
    }
  }

  private long parameterCount() throws InvalidFileException {
    long count = 0;
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      long own = layer.getLayer().initializer().numParams(layer);
      count += own;
      if (own < 0 || count < 0 || count > Integer.MAX_VALUE) {
        throw zip.invalid("a network of too many parameters", "less than 2,147,483,647");
      }
    }
    return count;
  }

  private SoftmaxNetwork softmaxNetwork(MultiLayerNetwork network) throws IOException {
    if (zip.has(ModelSerializer.UPDATER_BIN)) {
      INDArray state = array(ModelSerializer.UPDATER_BIN, 2 * network.numParams());
      network.getUpdater().setStateViewArray(network, state, false);
    }
    return SoftmaxNetwork.of(network);
  }

  private static ForeignNetwork foreignNetwork(
      MultiLayerNetwork network, DataNormalization normalizer, FullyConnected shape) {
    long[] image = {1, shape.height(), shape.width()};
    return new ForeignNetwork(
        network, normalizer, shape.rows() ? image : new long[] {shape.inputs()});
  }

  private DataNormalization normalizer(long inputs) throws IOException {
    byte[] bytes = zip.bytes(NORMALIZER, 2 * (inputs * Double.BYTES + LARGEST_ARRAY_HEADER));
    try {
      return NormalizerFormat.read(bytes, inputs);
    } catch (IllegalArgumentException e) {
      throw zip.invalid(
          "a normalizer " + e.getMessage(),
          "ImagePreProcessingScaler, NormalizerMinMaxScaler or NormalizerStandardize");
    }
  }

  private INDArray array(String name, long largestLength) throws IOException {
    return checked(name, largestLength, VectorFormat::read);
  }

  /** Reads an array, after a check of its entry's size. */
  private <T> T checked(String name, long largestLength, Function<byte[], T> reader)
      throws IOException {
    byte[] bytes = zip.bytes(name, largestLength * Double.BYTES + LARGEST_ARRAY_HEADER);
    try {
      return reader.apply(bytes);
    } catch (IllegalArgumentException e) {
      String found = "an unreadable %s (%s)".formatted(name, e.getMessage());
      throw zip.invalid(found, "a vector as ND4J writes it");
    }
  }
}
