package io.github.softmaxregression.store.foreign;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
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
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Makes a network of a zip's entries, after a check of what they say and take of memory. */
public final class NetworkLoader {
  /** Limits inputs and classes to what an array can have; their product fits a long. */
  private static final long LARGEST_SIDE = 1L << 31;

  /** Limits the values that a layer makes of one example: 64 channels of 512 x 512. */
  private static final long LARGEST_ACTIVATIONS = 1L << 24;

  /** Limits the bytes of an array in the zip beside its values: names, shape and strides. */
  private static final int LARGEST_ARRAY_HEADER = 1024;

  private static final String CONFIGURATION = ModelSerializer.CONFIGURATION_JSON;
  private static final String NORMALIZER = ModelSerializer.NORMALIZER_BIN;

  /**
   * Describes what the first layer takes: rows of pixels, or features of which height and width are
   * a guess, a square where their number allows, else one row.
   */
  private record Input(long height, long width, boolean rows) {
    long size() {
      return height * width;
    }

    InputType type() {
      return rows ? InputType.convolutionalFlat(height, width, 1) : InputType.feedForward(size());
    }
  }

  /** Holds a network, a {@link SoftmaxNetwork} where it is just that, and what it takes. */
  public record Loaded(Model model, int height, int width, int classes) {}

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

  private static MultiLayerConfiguration configuration(ForeignZip zip) throws IOException {
    String json = zip.text(CONFIGURATION);
    Optional<String> foreign;
    try {
      foreign = ConfigurationClasses.firstForeign(json);
      if (foreign.isEmpty()) {
        return MultiLayerConfiguration.fromJson(json);
      }
    } catch (IOException | RuntimeException e) {
      boolean graph = json.contains("\"networkInputs\"");
      String found = graph ? "a ComputationGraph" : "a " + CONFIGURATION + " of something else";
      throw zip.invalid(found, "a MultiLayerNetwork's configuration");
    }
    String name = ForeignZip.printable(foreign.get());
    String found = "a %s that names the class %s".formatted(CONFIGURATION, name);
    throw zip.invalid(found, "only classes of Deeplearning4j and ND4J");
  }

  private Loaded load() throws IOException {
    List<NeuralNetConfiguration> layers = configuration.getConfs();
    if (layers.stream().allMatch(layer -> layer.getLayer() == null)) {
      throw zip.invalid("a network without layers", "one that classifies");
    }
    int classes = classes(layers.get(layers.size() - 1).getLayer());
    Input input = input();
    requireModest(input);
    long count = parameterCount();
    INDArray parameters = array(ModelSerializer.COEFFICIENTS_BIN, count);
    if (parameters.length() != count) {
      throw zip.invalid(parameters.length() + " parameters", count + " as its configuration says");
    }
    DataNormalization normalizer = zip.has(NORMALIZER) ? normalizer(input) : null;
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    Model model =
        normalizer == null && isSoftmaxRegression()
            ? softmaxNetwork(network)
            : foreignNetwork(network, normalizer, input);
    return new Loaded(model, (int) input.height, (int) input.width, classes);
  }

  private int classes(Layer last) throws InvalidFileException {
    String ending = "a network that ends with a " + last.getClass().getSimpleName();
    if (!(last instanceof BaseOutputLayer output)) {
      throw zip.invalid(ending, "one that classifies, with an OutputLayer");
    }
    if (!(output.getActivationFn() instanceof ActivationSoftmax)
        || !(last instanceof OutputLayer)) {
      throw zip.invalid(
          "%s of activation %s and loss %s"
              .formatted(ending, output.getActivationFn(), output.getLossFn()),
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

  private Input input() throws InvalidFileException {
    Layer first = configuration.getConf(0).getLayer();
    InputPreProcessor preprocessor = configuration.getInputPreProcess(0);
    if (preprocessor instanceof FeedForwardToCnnPreProcessor images) {
      if (images.getNumChannels() != 1) {
        String found = "a network for pictures of %d channels".formatted(images.getNumChannels());
        throw zip.invalid(found, "one for grey pictures");
      }
      requireSide(images.getInputHeight(), images.getInputWidth());
      return new Input(images.getInputHeight(), images.getInputWidth(), true);
    }
    if (preprocessor == null && (first instanceof DenseLayer || first instanceof OutputLayer)) {
      long inputs = ((FeedForwardLayer) first).getNIn();
      requireSide(inputs, 1);
      long side = Math.round(Math.sqrt(inputs));
      return side * side == inputs ? new Input(side, side, false) : new Input(1, inputs, false);
    }
    String beginning = "a network that begins with a " + first.getClass().getSimpleName();
    throw zip.invalid(
        preprocessor == null
            ? beginning
            : beginning + " behind a " + preprocessor.getClass().getSimpleName(),
        "one that takes rows of pixels: a dense layer first, or the input type convolutionalFlat");
  }

  /** Limits the memory that layers' outputs need, before anything is made. */
  private void requireModest(Input input) throws InvalidFileException {
    try {
      for (InputType type : configuration.getLayerActivationTypes(input.type())) {
        if (type.arrayElementsPerExample() > LARGEST_ACTIVATIONS) {
          String found = "a layer that makes %s of one picture".formatted(type);
          throw zip.invalid(found, "at most %,d values".formatted(LARGEST_ACTIVATIONS));
        }
      }
    } catch (RuntimeException e) {
      throw zip.invalid("layers that do not fit together", "a sound network");
    }
  }

  private long parameterCount() throws InvalidFileException {
    long count = 0;
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
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

  /** Tells whether it is what this program trains: one layer, softmax, cross-entropy, no more. */
  private boolean isSoftmaxRegression() {
    return configuration.getConfs().size() == 1
        && configuration.getInputPreProcess(0) == null
        && configuration.getConf(0).getLayer() instanceof OutputLayer layer
        && layer.getActivationFn() instanceof ActivationSoftmax
        && layer.getLossFn() instanceof LossMCXENT loss
        && loss.getWeights() == null
        && layer.hasBias()
        && layer.getIDropout() == null
        && layer.getWeightNoise() == null;
  }

  private SoftmaxNetwork softmaxNetwork(MultiLayerNetwork network) throws IOException {
    if (zip.has(ModelSerializer.UPDATER_BIN)) {
      INDArray state = array(ModelSerializer.UPDATER_BIN, 2 * network.numParams());
      network.getUpdater().setStateViewArray(network, state, false);
    }
    return SoftmaxNetwork.of(network);
  }

  private static ForeignNetwork foreignNetwork(
      MultiLayerNetwork network, DataNormalization normalizer, Input input) {
    long[] image = {1, input.height, input.width};
    long[] shape = input.rows ? image : new long[] {input.size()};
    ForeignNetwork model = new ForeignNetwork(network, normalizer, shape);
    // Some impossible settings fail only in use.
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

  /** Reads an array, after a check of its entry's size. */
  private INDArray array(String name, long largestLength) throws IOException {
    byte[] bytes = zip.bytes(name, largestLength * Double.BYTES + LARGEST_ARRAY_HEADER);
    try {
      return VectorFormat.read(bytes);
    } catch (IllegalArgumentException e) {
      String found = "an unreadable %s (%s)".formatted(name, e.getMessage());
      throw zip.invalid(found, "a vector as ND4J writes it");
    }
  }
}
