package io.github.softmaxregression.exchange;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes plain layers of a Deeplearning4j network. What only scales and shifts values, a normalizer
 * or a batch normalization, goes into the weights beside it.
 */
final class Conversion {
  private static final int TRIALS = 20;
  private static final double LARGEST_DIFFERENCE = 1e-4; // of a probability

  private final List<Layer> layers = new ArrayList<>();

  // What the next layer's inputs are still to be multiplied by, and added; null for nothing.
  private double[] scale;
  private double[] shift;

  private Conversion() {}

  /**
   * Converts a model.
   *
   * @param inputs pixels of an image
   * @throws IllegalArgumentException if it has what plain layers cannot do; the message names it
   */
  static DenseClassifier of(Model model, int inputs) {
    Conversion conversion = new Conversion();
    if (model instanceof ForeignNetwork foreign) {
      foreign.normalizer().ifPresent(each -> conversion.addNormalizer(foreign, each, inputs));
      conversion.add(foreign.network());
    } else {
      conversion.add(((SoftmaxNetwork) model).network());
    }
    DenseClassifier converted = new DenseClassifier(conversion.layers);
    requireSame(model, converted, inputs);
    return converted;
  }

  /** Finds out by black and white pixels what a normalizer does, which is affine in each pixel. */
  private void addNormalizer(ForeignNetwork network, DataNormalization normalizer, int inputs) {
    INDArray black = network.normalized(Nd4j.zeros(1, inputs));
    INDArray white = network.normalized(Nd4j.ones(1, inputs));
    float[] low = HostMemory.rows(black);
    float[] high = HostMemory.rows(white);
    scale = new double[inputs];
    shift = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      scale[i] = (double) high[i] - low[i];
      shift[i] = low[i];
    }
  }

  private void add(MultiLayerNetwork network) {
    for (org.deeplearning4j.nn.api.Layer each : network.getLayers()) {
      add(each);
    }
  }

  private void add(org.deeplearning4j.nn.api.Layer layer) {
    var settings = layer.conf().getLayer();
    if (settings instanceof DropoutLayer) {
      return; // which does nothing to what is classified
    }
    if (settings instanceof BatchNormalization) {
      addBatchNormalization(layer);
    } else if (settings instanceof ActivationLayer alone) {
      activate(alone.getActivationFn());
    } else if (settings instanceof LossLayer alone) {
      activate(alone.getActivationFn());
    } else if (settings instanceof DenseLayer dense && !dense.hasLayerNorm()
        || settings instanceof OutputLayer) {
      addDense(layer, ((BaseLayer) settings).getActivationFn());
    } else {
      throw new IllegalArgumentException(
          "a layer of kind %s: expected dense, output, batch normalization, activation, dropout"
              .formatted(settings.getClass().getSimpleName()));
    }
  }

  private void addDense(org.deeplearning4j.nn.api.Layer layer, IActivation function) {
    INDArray matrix = layer.getParam(DefaultParamInitializer.WEIGHT_KEY); // [inputs, outputs]
    INDArray vector = layer.getParam(DefaultParamInitializer.BIAS_KEY); // null without one
    int inputs = Math.toIntExact(matrix.size(0));
    int outputs = Math.toIntExact(matrix.size(1));
    float[] weights = HostMemory.rows(matrix);
    float[] bias = vector == null ? new float[outputs] : HostMemory.rows(vector);
    if (scale != null) {
      double[] sums = new double[outputs];
      for (int i = 0; i < inputs; i++) {
        for (int k = 0; k < outputs; k++) {
          sums[k] += shift[i] * weights[i * outputs + k];
          weights[i * outputs + k] = (float) (scale[i] * weights[i * outputs + k]);
        }
      }
      for (int k = 0; k < outputs; k++) {
        bias[k] += (float) sums[k];
      }
      scale = null;
    }
    layers.add(new Layer(inputs, outputs, weights, bias, known(function)));
  }

  private static LayerActivation known(IActivation function) {
    return LayerActivation.of(function)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a layer of activation %s: expected one of %s"
                        .formatted(function, Arrays.toString(LayerActivation.values()))));
  }

  /** Lets a function follow the sums of the layer before, which has none of its own. */
  private void activate(IActivation function) {
    LayerActivation activation = known(function);
    if (activation == LayerActivation.IDENTITY) {
      return;
    }
    if (layers.isEmpty() || scale != null || last().activation() != LayerActivation.IDENTITY) {
      throw new IllegalArgumentException("an activation that follows no sums: expected a layer");
    }
    replaceLast(last().weights(), last().bias(), activation);
  }

  private Layer last() {
    return layers.get(layers.size() - 1);
  }

  private void replaceLast(float[] weights, float[] bias, LayerActivation activation) {
    Layer last = last();
    layers.set(
        layers.size() - 1, new Layer(last.inputs(), last.outputs(), weights, bias, activation));
  }

  private void addBatchNormalization(org.deeplearning4j.nn.api.Layer layer) {
    BatchNormalization settings = (BatchNormalization) layer.conf().getLayer();
    double[] mean = values(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN);
    double[] deviation = deviation(layer, settings.getEps());
    int n = mean.length;
    double[] gamma = values(layer, BatchNormalizationParamInitializer.GAMMA);
    double[] beta = values(layer, BatchNormalizationParamInitializer.BETA);
    double[] factor = new double[n];
    double[] constant = new double[n];
    for (int k = 0; k < n; k++) {
      double g = gamma == null ? settings.getGamma() : gamma[k];
      double b = beta == null ? settings.getBeta() : beta[k];
      factor[k] = g / deviation[k];
      constant[k] = b - factor[k] * mean[k];
    }
    if (layers.isEmpty() || last().activation() != LayerActivation.IDENTITY) {
      putBefore(factor, constant);
    } else {
      putInto(factor, constant);
    }
  }

  private static double[] values(org.deeplearning4j.nn.api.Layer layer, String name) {
    INDArray found = layer.paramTable().get(name);
    return found == null
        ? null
        : found.castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE).toDoubleVector();
  }

  private static double[] deviation(org.deeplearning4j.nn.api.Layer layer, double epsilon) {
    double[] variance = values(layer, BatchNormalizationParamInitializer.GLOBAL_VAR);
    if (variance == null) { // which is kept as its logarithm
      double[] logarithms = values(layer, BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
      return Arrays.stream(logarithms)
          .map(each -> Math.sqrt(Math.pow(10, 2 * each) + epsilon))
          .toArray();
    }
    return Arrays.stream(variance).map(each -> Math.sqrt(each + epsilon)).toArray();
  }

  private void putBefore(double[] factor, double[] constant) {
    if (scale == null) {
      scale = factor;
      shift = constant;
      return;
    }
    for (int i = 0; i < factor.length; i++) {
      scale[i] *= factor[i];
      shift[i] = factor[i] * shift[i] + constant[i];
    }
  }

  private void putInto(double[] factor, double[] constant) {
    Layer last = last();
    float[] weights = last.weights().clone();
    float[] bias = last.bias().clone();
    for (int k = 0; k < factor.length; k++) {
      for (int i = 0; i < last.inputs(); i++) {
        int at = i * last.outputs() + k;
        weights[at] = (float) (factor[k] * weights[at]);
      }
      bias[k] = (float) (factor[k] * bias[k] + constant[k]);
    }
    replaceLast(weights, bias, LayerActivation.IDENTITY);
  }

  /** Compares answers: settings that are not known here would show in them. */
  private static void requireSame(Model model, DenseClassifier converted, int inputs) {
    Random random = new Random(42);
    for (int trial = 0; trial < TRIALS; trial++) {
      float[] pixels = new float[inputs];
      double[] exact = new double[inputs];
      for (int i = 0; i < inputs; i++) {
        pixels[i] = random.nextInt(256) / 255f;
        exact[i] = pixels[i];
      }
      double[] expected = model.logits(pixels, 1).probabilities(0);
      double[] found = converted.probabilities(exact);
      for (int k = 0; k < expected.length; k++) {
        if (!(Math.abs(expected[k] - found[k]) <= LARGEST_DIFFERENCE)) {
          throw new IllegalArgumentException(
              "a network that plain layers do not imitate: %s instead of %s for class %d"
                  .formatted(found[k], expected[k], k));
        }
      }
    }
  }
}
