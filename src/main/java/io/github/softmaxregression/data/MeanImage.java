package io.github.softmaxregression.data;

import java.nio.ByteBuffer;

/** Averages images, pixel by pixel. */
final class MeanImage {
  private MeanImage() {}

  /**
   * Averages images.
   *
   * @param pixels [n, length], unsigned
   * @param white what a byte of 255 is among the features
   * @return [length] features
   */
  static float[] of(ByteBuffer pixels, int n, int length, int white) {
    long[] sums = new long[length];
    for (int i = 0; i < n * length; i++) {
      sums[i % length] += pixels.get(i) & 0xff;
    }
    float[] mean = new float[length];
    for (int i = 0; i < length; i++) {
      mean[i] = (float) (sums[i] / 255.0 / n * white);
    }
    return mean;
  }
}
