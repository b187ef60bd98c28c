package io.github.softmaxregression.exchange;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** What follows a layer's sums: the functions that every format here knows. */
public enum LayerActivation {
  IDENTITY(Activation.IDENTITY),
  RELU(Activation.RELU),
  SIGMOID(Activation.SIGMOID),
  TANH(Activation.TANH),
  SOFTMAX(Activation.SOFTMAX);

  private final Activation nd4j;

  LayerActivation(Activation nd4j) {
    this.nd4j = nd4j;
  }

  /** Names it as ND4J does. */
  Activation nd4j() {
    return nd4j;
  }

  /** Finds Deeplearning4j's; empty for one that is not known here, or has settings. */
  static Optional<LayerActivation> of(IActivation found) {
    return Stream.of(values())
        .filter(each -> each.nd4j.getActivationFunction().equals(found))
        .findFirst();
  }

  /** Finds one by its name; an IllegalArgumentException names those there are. */
  static LayerActivation named(String name) {
    return Stream.of(values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the activation %s, none of %s".formatted(name, Arrays.toString(values()))));
  }

  /** Applies it to the sums of one example, in place. */
  void apply(double[] sums) {
    if (this == SOFTMAX) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double sum : sums) {
        largest = Math.max(largest, sum);
      }
      double partition = 0;
      for (int k = 0; k < sums.length; k++) {
        sums[k] = Math.exp(sums[k] - largest);
        partition += sums[k];
      }
      for (int k = 0; k < sums.length; k++) {
        sums[k] /= partition;
      }
      return;
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] =
          switch (this) {
            case RELU -> Math.max(0, sums[k]);
            case SIGMOID -> 1 / (1 + Math.exp(-sums[k]));
            case TANH -> Math.tanh(sums[k]);
            case IDENTITY, SOFTMAX -> sums[k];
          };
    }
  }
}
