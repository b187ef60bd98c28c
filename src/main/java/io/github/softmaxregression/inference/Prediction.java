package io.github.softmaxregression.inference;

import java.util.List;

/**
 * What a model says of one picture.
 *
 * @param label the most probable class as an index into the class names
 * @param className its name
 * @param probabilities of all classes in label order; they sum to 1
 */
public record Prediction(int label, String className, List<Double> probabilities) {
  /** Copies the probabilities. */
  public Prediction {
    probabilities = List.copyOf(probabilities);
  }

  /** The probability of the predicted class, in [0, 1]. */
  public double probability() {
    return probabilities.get(label);
  }
}
