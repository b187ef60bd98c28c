package io.github.softmaxregression.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.ForwardPass;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LinearModelTest {
  /**
   * Compares all test images. In float64 the library's outputs are the same; in float32 its own
   * rounding is up to 2.4e-6, and its ways to compute xW + b differ by 1.8e-6 from each other.
   */
  @ParameterizedTest
  @ValueSource(strings = {"best", "chapter", "photo"})
  void answersAsTheNetworkDoes(String name) throws IOException {
    ModelSource zip = ModelSource.of(name);
    LinearModel linear = StoredModel.load(zip).linear().orElseThrow();
    MultiLayerNetwork network =
        StoredModel.loadNetwork(zip).softmaxRegression().orElseThrow().network();
    ImageSet test = FashionMnist.bundled().test();
    float[] features = new float[test.size() * test.pixelsPerImage()];
    ForwardPass.read(test, 0, features);
    INDArray x = Nd4j.createFromArray(features).reshape(test.size(), test.pixelsPerImage());

    Logits logits = linear.logits(features, test.size());
    INDArray exact = network.convertDataType(DataType.DOUBLE).output(x.castTo(DataType.DOUBLE));
    assertThat(difference(logits, exact)).isLessThan(1e-6);
    INDArray usual = network.output(x);
    assertThat(difference(logits, usual)).isLessThan(5e-6);
    assertThat(usual.argMax(1).toIntVector())
        .isEqualTo(IntStream.range(0, test.size()).map(logits::predicted).toArray());
  }

  /** Neither black pixels, which are left out, nor a number of them that is no multiple of four. */
  @Test
  void anyNumberOfPixelsIsSummedUp() {
    Random random = new Random(1);
    int classes = 3;
    for (int inputs = 1; inputs < 20; inputs++) {
      double[] parameters = random.doubles((long) (inputs + 1) * classes, -1, 1).toArray();
      float[] features = new float[2 * inputs]; // of two examples
      for (int k = 0; k < features.length; k++) {
        features[k] = random.nextInt(3) == 0 ? random.nextFloat() : 0;
      }
      double[][] sums = new double[2][classes];
      for (int i = 0; i < 2; i++) {
        for (int label = 0; label < classes; label++) {
          sums[i][label] = parameters[inputs * classes + label];
          for (int k = 0; k < inputs; k++) {
            sums[i][label] += features[i * inputs + k] * parameters[label * inputs + k];
          }
        }
      }
      Logits logits = new LinearModel(parameters, inputs, classes).logits(features, 2);
      for (int i = 0; i < 2; i++) {
        double[] probabilities = logits.probabilities(i);
        double partition = Arrays.stream(sums[i]).map(Math::exp).sum();
        for (int label = 0; label < classes; label++) {
          assertThat(probabilities[label])
              .isCloseTo(Math.exp(sums[i][label]) / partition, within(1e-6));
        }
      }
    }
  }

  private static double difference(Logits logits, INDArray outputs) {
    double largest = 0;
    for (int i = 0; i < logits.examples(); i++) {
      double[] probabilities = logits.probabilities(i);
      for (int k = 0; k < probabilities.length; k++) {
        largest = Math.max(largest, Math.abs(probabilities[k] - outputs.getDouble(i, k)));
      }
    }
    return largest;
  }
}
