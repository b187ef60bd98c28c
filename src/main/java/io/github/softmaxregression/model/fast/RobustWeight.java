package io.github.softmaxregression.model.fast;

/**
 * Weighs the gradient of an example as the generalized cross-entropy does, by pᵠ.
 *
 * @param q above 0, to 1
 */
record RobustWeight(double q) {
  /**
   * Computes a weight.
   *
   * @param targets y, of which a row begins at {@code start}
   * @param exponentials of that row's logits, of which {@code partition} is the sum
   * @return pᵠ, with p = Σ y_k ŷ_k
   */
  float weight(float[] targets, int start, double[] exponentials, double partition) {
    double probability = 0;
    for (int k = 0; k < exponentials.length; k++) {
      probability += targets[start + k] * exponentials[k] / partition;
    }
    return (float) Math.pow(probability, q);
  }
}
