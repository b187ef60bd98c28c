package io.github.softmaxregression.store.foreign;

import io.github.softmaxregression.data.InvalidFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * Describes a fully connected network that classifies rows of grey pixels: the parameters in its
 * file bound what it costs, as they do not where layers pool, convolve or repeat.
 *
 * @param inputs pixels of an image
 * @param height rows of an image: as the configuration says, else of a square; 0 if it is none
 * @param width columns likewise
 * @param rows whether its first layer takes images [1, height, width] as rows of pixels
 */
record FullyConnected(long inputs, long height, long width, boolean rows, int classes) {
  private static final Set<Class<?>> SHAPES =
      Set.of(CnnToFeedForwardPreProcessor.class, FeedForwardToCnnPreProcessor.class);

  private static final int MOST_LAYERS = 100;

  /** Limits the values that a layer makes of one picture. */
  private static final long MOST_ACTIVATIONS = 1L << 24;

  /** Limits inputs and classes to what an array can have; their product fits a long. */
  private static final long LARGEST_SIDE = 1L << 31;

  /** Describes a network, or refuses it in a zip's name. */
  static FullyConnected of(MultiLayerConfiguration configuration, ForeignZip zip)
      throws InvalidFileException {
    List<Layer> layers =
        configuration.getConfs().stream().map(NeuralNetConfiguration::getLayer).toList();
    require(zip, layers, configuration);
    IActivation last = activation(layers.get(layers.size() - 1));
    if (!(last instanceof ActivationSoftmax)) {
      Layer layer = layers.get(layers.size() - 1);
      String found = "a network that ends with %s of activation %s";
      throw zip.invalid(
          found.formatted(layer.getClass().getSimpleName(), last), "one that ends with softmax");
    }
    FullyConnected shape = shape(configuration, layers, zip);
    shape.requireModest(configuration, zip);
    return shape;
  }

  private static void require(ForeignZip zip, List<Layer> layers, MultiLayerConfiguration all)
      throws InvalidFileException {
    if (layers.isEmpty() || layers.contains(null)) {
      throw zip.invalid("a network without layers", "one that classifies");
    }
    if (layers.size() > MOST_LAYERS) {
      throw zip.invalid(layers.size() + " layers", "at most " + MOST_LAYERS);
    }
    for (InputPreProcessor each : all.getInputPreProcessors().values()) {
      if (!SHAPES.contains(each.getClass())) {
        String kind = each.getClass().getSimpleName();
        throw zip.invalid("a network with a " + kind, "one that takes rows of pixels");
      }
    }
    for (Layer layer : layers) {
      if (layer instanceof FeedForwardLayer sides) {
        requireSides(zip, Math.max(1, sides.getNIn()), Math.max(1, sides.getNOut()));
      }
    }
  }

  private static void requireSides(ForeignZip zip, long... sides) throws InvalidFileException {
    if (Arrays.stream(sides).anyMatch(side -> side < 1 || side >= LARGEST_SIDE)) {
      throw zip.invalid("sizes " + Arrays.toString(sides), "1 to 2,147,483,647 each");
    }
  }

  private static IActivation activation(Layer layer) {
    if (layer instanceof ActivationLayer alone) {
      return alone.getActivationFn();
    }
    return layer instanceof BaseLayer base && !(layer instanceof BatchNormalization)
        ? base.getActivationFn()
        : null;
  }

  private static FullyConnected shape(
      MultiLayerConfiguration configuration, List<Layer> layers, ForeignZip zip)
      throws InvalidFileException {
    InputPreProcessor first = configuration.getInputPreProcess(0);
    long classes = sides(layers, FeedForwardLayer::getNOut).reduce(0, (a, b) -> b); // the last
    if (first instanceof FeedForwardToCnnPreProcessor images) {
      requireGrey(images.getNumChannels(), zip);
      return shaped(images.getInputHeight(), images.getInputWidth(), true, classes, zip);
    }
    if (first instanceof CnnToFeedForwardPreProcessor images) {
      requireGrey(images.getNumChannels(), zip);
      return shaped(images.getInputHeight(), images.getInputWidth(), false, classes, zip);
    }
    long inputs = sides(layers, FeedForwardLayer::getNIn).findFirst().orElse(0);
    requireSides(zip, inputs, classes);
    long side = Math.round(Math.sqrt(inputs));
    long known = side * side == inputs ? side : 0;
    return new FullyConnected(inputs, known, known, false, (int) classes);
  }

  /** Lists what layers say of their sizes; those that change none may say nothing, or 0. */
  private static LongStream sides(List<Layer> layers, ToLongFunction<FeedForwardLayer> side) {
    return layers.stream()
        .filter(FeedForwardLayer.class::isInstance)
        .mapToLong(layer -> side.applyAsLong((FeedForwardLayer) layer))
        .filter(size -> size > 0);
  }

  private static void requireGrey(long channels, ForeignZip zip) throws InvalidFileException {
    if (channels != 1) {
      String found = "a network for pictures of %d channels".formatted(channels);
      throw zip.invalid(found, "one for grey pictures");
    }
  }

  private static FullyConnected shaped(
      long height, long width, boolean rows, long classes, ForeignZip zip)
      throws InvalidFileException {
    requireSides(zip, height, width, classes);
    return new FullyConnected(height * width, height, width, rows, (int) classes);
  }

  /** Limits the memory that layers' outputs need, before any is made. */
  private void requireModest(MultiLayerConfiguration configuration, ForeignZip zip)
      throws InvalidFileException {
    InputType flat =
        rows ? InputType.convolutionalFlat(height, width, 1) : InputType.feedForward(inputs);
    boolean images = configuration.getInputPreProcess(0) instanceof CnnToFeedForwardPreProcessor;
    InputType type = images ? InputType.convolutional(height, width, 1) : flat;
    try {
      for (InputType each : configuration.getLayerActivationTypes(type)) {
        if (each.arrayElementsPerExample() > MOST_ACTIVATIONS) {
          String found = "a layer that makes %s of one picture".formatted(each);
          throw zip.invalid(found, "at most %,d values".formatted(MOST_ACTIVATIONS));
        }
      }
    } catch (RuntimeException e) {
      throw zip.invalid("layers that do not fit together", "a sound network");
    }
  }
}
