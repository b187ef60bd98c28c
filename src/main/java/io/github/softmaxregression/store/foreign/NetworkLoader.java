package io.github.softmaxregression.store.foreign;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.foreign.Loaded.Described;
import java.io.IOException;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes a network of a zip's entries, after a check of what they say and take of memory. */
public final class NetworkLoader {
  private static final String CONFIGURATION = ModelSerializer.CONFIGURATION_JSON;
  private static final String NORMALIZER = ModelSerializer.NORMALIZER_BIN;

  static {
    BackendChoice.findBesideThis();
  }

  private final ForeignZip zip;
  private final MultiLayerConfiguration configuration;

  private NetworkLoader(ForeignZip zip) throws IOException {
    this.zip = zip;
    this.configuration = configuration(zip);
    DataType type = configuration.getDataType();
    if (type == null || !VectorFormat.isFloating(type)) {
      throw zip.invalid("a network of " + type + " numbers", "one of FLOAT, DOUBLE or HALF");
    }
    configuration.getConfs().forEach(layer -> layer.setDataType(type));
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

  /** Checks what a network's entries say, without ND4J; refuses it as {@link #load} does. */
  public static Described describe(ForeignZip zip) throws IOException {
    NetworkLoader loader = new NetworkLoader(zip);
    try {
      FullyConnected shape = FullyConnected.of(loader.configuration, zip);
      long count = loader.parameterCount();
      int found = zip.vector(ModelSerializer.COEFFICIENTS_BIN, count, VectorFormat::length);
      Loaded.requireCount(found, count, zip);
      loader.normalizer(shape.inputs());
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
    Loaded.requireCount(parameters.length(), count, zip);
    NormalizerFormat normalizer = normalizer(shape.inputs());
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
      Loaded.requireNumbers(model.logits(image).probabilities(0), zip);
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
      MultiLayerNetwork network, NormalizerFormat normalizer, FullyConnected shape) {
    long[] image = {1, shape.height(), shape.width()};
    return new ForeignNetwork(
        network,
        normalizer == null ? null : normalizer.normalizer(),
        shape.rows() ? image : new long[] {shape.inputs()});
  }

  /** Reads what the network's inputs go through before; null if nothing. */
  private NormalizerFormat normalizer(long inputs) throws IOException {
    if (!zip.has(NORMALIZER)) {
      return null;
    }
    byte[] bytes =
        zip.bytes(NORMALIZER, 2 * (inputs * Double.BYTES + ForeignZip.LARGEST_ARRAY_HEADER));
    try {
      return NormalizerFormat.read(bytes, inputs);
    } catch (IllegalArgumentException e) {
      throw zip.invalid(
          "a normalizer " + e.getMessage(),
          "ImagePreProcessingScaler, NormalizerMinMaxScaler or NormalizerStandardize");
    }
  }

  private INDArray array(String name, long largestLength) throws IOException {
    return zip.vector(name, largestLength, VectorFormat::read).castTo(configuration.getDataType());
  }
}
