package io.github.softmaxregression.exchange;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.model.ForeignNetwork;
import io.github.softmaxregression.model.Model;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.util.Arrays;
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

/** Makes plain layers of a Deeplearning4j network. */
final class Conversion {
  private static final int TRIALS = 20;
  private static final double LARGEST_DIFFERENCE = 1e-4; // of a probability

  private final LayerStack stack = new LayerStack();

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
    DenseClassifier converted = conversion.stack.classifier();
    requireSame(model, converted, inputs);
    return converted;
  }

  /** Finds out by black and white pixels what a normalizer does, which is affine in each pixel. */
  private void addNormalizer(ForeignNetwork network, DataNormalization normalizer, int inputs) {
    INDArray black = network.normalized(Nd4j.zeros(1, inputs));
    INDArray white = network.normalized(Nd4j.ones(1, inputs));
    float[] low = HostMemory.rows(black);
    float[] high = HostMemory.rows(white);
    double[] scale = new double[inputs];
    double[] shift = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      scale[i] = (double) high[i] - low[i];
      shift[i] = low[i];
    }
    stack.affine(scale, shift);
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
      stack.activate(known(alone.getActivationFn()));
    } else if (settings instanceof LossLayer alone) {
      stack.activate(known(alone.getActivationFn()));
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
    float[] bias = vector == null ? new float[outputs] : HostMemory.rows(vector);
    stack.dense(inputs, outputs, HostMemory.rows(matrix), bias);
    stack.activate(known(function));
  }

  private static LayerActivation known(IActivation function) {
    return LayerActivation.of(function)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a layer of activation %s: expected one of %s"
                        .formatted(function, Arrays.toString(LayerActivation.values()))));
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
    stack.affine(factor, constant);
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
