package io.github.softmaxregression.model.fast;

/**
 * Trains on images less a mean image without touching a pixel: (x − m)W + b = xW + (b − mW), and
 * the gradient of W is (x − m)ᵀδ = xᵀδ − mᵀ·Σδ, in which Σδ is the gradient of b.
 */
final class Centering {
  private Centering() {}

  /** Returns W, and b − mW in place of b; W in column-major order. */
  static float[] ofParameters(float[] parameters, float[] mean) {
    float[] shifted = parameters.clone();
    int classes = parameters.length / (mean.length + 1);
    for (int k = 0; k < classes; k++) {
      double shift = 0;
      for (int i = 0; i < mean.length; i++) {
        shift += (double) mean[i] * parameters[k * mean.length + i];
      }
      shifted[classes * mean.length + k] -= (float) shift;
    }
    return shifted;
  }

  /** Turns xᵀδ into (x − m)ᵀδ in place; ∂b stands behind it. */
  static void ofGradient(float[] gradient, float[] mean) {
    int classes = gradient.length / (mean.length + 1);
    for (int k = 0; k < classes; k++) {
      float sum = gradient[classes * mean.length + k];
      for (int i = 0; i < mean.length; i++) {
        gradient[k * mean.length + i] -= mean[i] * sum;
      }
    }
  }
}
