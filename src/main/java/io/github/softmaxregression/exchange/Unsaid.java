package io.github.softmaxregression.exchange;

import java.util.Arrays;

/**
 * Says of a file what it does not say of itself.
 *
 * @param black what the model takes for a black pixel; null for what is usual: 0
 * @param white what it takes for a white pixel; null for what is usual: 1, or 255 for integers
 * @param hidden what follows the sums of each layer but the last; null if nothing is said
 */
public record Unsaid(Double black, Double white, LayerActivation hidden) {
  private static final int BYTE = 255;

  /** Says nothing. */
  public static final Unsaid NOTHING = new Unsaid(null, null, null);

  /** Throws an IllegalArgumentException if a value is no number, or black is white. */
  public Unsaid {
    if (black != null && !Double.isFinite(black) || white != null && !Double.isFinite(white)) {
      throw new IllegalArgumentException("black %s and white %s".formatted(black, white));
    }
    if (black != null && black.equals(white)) {
      throw new IllegalArgumentException("black and white are the same: " + black);
    }
    if (hidden == LayerActivation.SOFTMAX) {
      throw new IllegalArgumentException("softmax within a network: expected it at its end");
    }
  }

  /**
   * Makes of pixels from 0 to 1 what the model takes.
   *
   * @param integers whether it takes whole numbers
   */
  void scale(LayerStack stack, int inputs, boolean integers) {
    double dark = black == null ? 0 : black;
    double bright = white != null ? white : integers ? BYTE : 1;
    if (dark == bright) {
      throw new IllegalArgumentException("black and white that are the same: " + dark);
    }
    if (dark != 0 || bright != 1) {
      double[] factors = new double[inputs];
      double[] constants = new double[inputs];
      Arrays.fill(factors, bright - dark);
      Arrays.fill(constants, dark);
      stack.affine(factors, constants);
    }
  }
}
