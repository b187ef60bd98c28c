package io.github.softmaxregression.store;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxConfiguration;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** Makes a network of a zip's entries, once it is clear what they say and that it has a limit. */
final class NetworkLoader {
  /** More inputs or classes than any array can have; their product still fits a long. */
  private static final long LARGEST_SIDE = 1L << 31;

  /** Values that a layer may make of one example: as many as 64 channels of 512 x 512. */
  private static final long LARGEST_ACTIVATIONS = 1L << 24;

  /** Bytes that an array in the zip has beside its values: names, shape and strides. */
  private static final int LARGEST_ARRAY_HEADER = 1024;

  private static final String NORMALIZER = ModelSerializer.NORMALIZER_BIN;

  /** What the first layer takes. */
  private record Input(long height, long width, boolean rows) {
    long size() {
      return height * width;
    }

    InputType type() {
      return rows ? InputType.convolutionalFlat(height, width, 1) : InputType.feedForward(size());
    }
  }

  /**
   * A network and what it is for.
   *
   * @param model for classifying; a {@link SoftmaxNetwork} where it is just that
   * @param height rows of an image, or 0 if the network does not know
   * @param inputs features of an example
   * @param classes outputs
   */
  record Loaded(Model model, int height, int inputs, int classes) {}

  private final ZipEntries zip;

  NetworkLoader(ZipEntries zip) {
    this.zip = zip;
  }

  Loaded load() throws IOException {
    MultiLayerConfiguration configuration = configuration();
    try {
      return load(configuration);
    } catch (RuntimeException e) { // whatever the library makes of odd settings
      throw zip.invalid(
          "a network that cannot be made (%s)".formatted(Causes.root(e)), "a sound one");
    }
  }

  private Loaded load(MultiLayerConfiguration configuration) throws IOException {
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    if (layers.stream().allMatch(layer -> layer.getLayer() == null)) {
      throw zip.invalid("a network without layers", "one that classifies");
    }
    int classes = classes(layers.get(layers.size() - 1).getLayer());
    Input input = input(configuration);
    requireModest(configuration, input);
    long count = parameterCount(layers);
    INDArray parameters = array(ModelSerializer.COEFFICIENTS_BIN, count);
    if (parameters.length() != count) {
      throw zip.invalid(parameters.length() + " parameters", count + " as its configuration says");
    }
    boolean normalized = zip.has(NORMALIZER);
    Model model =
        !normalized && SoftmaxConfiguration.isOne(configuration)
            ? softmaxNetwork(configuration, parameters)
            : plainNetwork(configuration, parameters, normalized ? normalizer(input) : null, input);
    return new Loaded(model, input.rows ? (int) input.height : 0, (int) input.size(), classes);
  }

  private MultiLayerConfiguration configuration() throws IOException {
    String json = zip.text(ModelSerializer.CONFIGURATION_JSON);
    Optional<String> foreign;
    try {
      foreign = ConfigurationClasses.firstForeign(json);
      if (foreign.isEmpty()) {
        return MultiLayerConfiguration.fromJson(json);
      }
    } catch (IOException | RuntimeException e) {
      throw zip.invalid(
          json.contains("\"networkInputs\"")
              ? "a ComputationGraph"
              : "a " + ModelSerializer.CONFIGURATION_JSON + " of something else",
          "a MultiLayerNetwork's configuration");
    }
    throw zip.invalid(
        "a %s that names the class %s"
            .formatted(ModelSerializer.CONFIGURATION_JSON, ZipEntries.printable(foreign.get())),
        "only classes of Deeplearning4j and ND4J");
  }

  private int classes(Layer last) throws InvalidFileException {
    if (!(last instanceof BaseOutputLayer output)) {
      throw zip.invalid(
          "a network that ends with a " + last.getClass().getSimpleName(),
          "one that classifies, with an OutputLayer");
    }
    if (!(output.getActivationFn() instanceof ActivationSoftmax)
        || !(last instanceof OutputLayer)) {
      throw zip.invalid(
          "a network that ends with a %s of activation %s and loss %s"
              .formatted(
                  last.getClass().getSimpleName(), output.getActivationFn(), output.getLossFn()),
          "one that classifies, with an OutputLayer of activation softmax");
    }
    requireSide(output.getNIn(), output.getNOut());
    return (int) output.getNOut();
  }

  private void requireSide(long inputs, long classes) throws InvalidFileException {
    if (inputs < 1 || classes < 1 || inputs >= LARGEST_SIDE || classes >= LARGEST_SIDE) {
      throw zip.invalid(inputs + " inputs and " + classes + " classes", "1 or more of each");
    }
  }

  private Input input(MultiLayerConfiguration configuration) throws InvalidFileException {
    Layer first = configuration.getConf(0).getLayer();
    InputPreProcessor preprocessor = configuration.getInputPreProcess(0);
    if (preprocessor instanceof FeedForwardToCnnPreProcessor images) {
      if (images.getNumChannels() != 1) {
        throw zip.invalid(
            "a network for pictures of %d channels".formatted(images.getNumChannels()),
            "one for grey pictures");
      }
      requireSide(images.getInputHeight(), images.getInputWidth());
      return new Input(images.getInputHeight(), images.getInputWidth(), true);
    }
    if (preprocessor == null && (first instanceof DenseLayer || first instanceof OutputLayer)) {
      long inputs = ((FeedForwardLayer) first).getNIn();
      requireSide(inputs, 1);
      return new Input(1, inputs, false);
    }
    throw zip.invalid(
        "a network that begins with a %s%s"
            .formatted(
                first.getClass().getSimpleName(),
                preprocessor == null ? "" : " behind a " + preprocessor.getClass().getSimpleName()),
        "one that takes rows of pixels: a dense layer first, or the input type convolutionalFlat");
  }

  /** Before anything is made: no layer's output may need memory without end. */
  private void requireModest(MultiLayerConfiguration configuration, Input input)
      throws InvalidFileException {
    try {
      for (InputType type : configuration.getLayerActivationTypes(input.type())) {
        if (type.arrayElementsPerExample() > LARGEST_ACTIVATIONS) {
          throw zip.invalid(
              "a layer that makes %s of one picture".formatted(type),
              "at most %,d values".formatted(LARGEST_ACTIVATIONS));
        }
      }
    } catch (RuntimeException e) {
      throw zip.invalid("layers that do not fit together", "a sound network");
    }
  }

  private long parameterCount(List<NeuralNetConfiguration> layers) throws InvalidFileException {
    long count = 0;
    for (NeuralNetConfiguration layer : layers) {
      if (layer.getLayer() instanceof FeedForwardLayer sides) {
        requireSide(Math.max(1, sides.getNIn()), Math.max(1, sides.getNOut()));
      }
      long own = layer.getLayer().initializer().numParams(layer);
      count += own;
      if (own < 0 || count < 0 || count > Integer.MAX_VALUE) {
        throw zip.invalid("a network of too many parameters", "less than 2,147,483,647");
      }
    }
    return count;
  }

  private SoftmaxNetwork softmaxNetwork(MultiLayerConfiguration configuration, INDArray parameters)
      throws IOException {
    SoftmaxNetwork network = new SoftmaxNetwork(configuration);
    network.init(parameters, false);
    if (zip.has(ModelSerializer.UPDATER_BIN)) {
      INDArray state = array(ModelSerializer.UPDATER_BIN, 2 * parameters.length());
      network.getUpdater().setStateViewArray(network, state, false);
    }
    return network;
  }

  private ForeignNetwork plainNetwork(
      MultiLayerConfiguration configuration,
      INDArray parameters,
      DataNormalization normalizer,
      Input input) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    ForeignNetwork model =
        input.rows
            ? new ForeignNetwork(network, normalizer, 1, input.height, input.width)
            : new ForeignNetwork(network, normalizer, input.size());
    // Some settings show only in use that they are impossible.
    model.logits(Nd4j.zeros(DataType.FLOAT, 1, input.size()));
    return model;
  }

  private DataNormalization normalizer(Input input) throws IOException {
    byte[] bytes = zip.bytes(NORMALIZER, 2 * (input.size() * Double.BYTES + LARGEST_ARRAY_HEADER));
    try {
      return NormalizerFormat.read(bytes, input.size());
    } catch (IllegalArgumentException e) {
      throw zip.invalid(
          "a normalizer " + e.getMessage(),
          "ImagePreProcessingScaler, NormalizerMinMaxScaler or NormalizerStandardize");
    }
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
