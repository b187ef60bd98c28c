package io.github.softmaxregression.data;

import java.nio.ByteBuffer;

/** Averages images, pixel by pixel. */
final class MeanImage {
  private static final int BYTES = 1 << 20; // that are read at a time

  private MeanImage() {}

  /**
   * Averages n images.
   *
   * @param length bytes of each
   * @param white what a byte of 255 is among the features
   * @return [length] features
   */
  static float[] of(Pixels images, int n, int length, int white) {
    int most = Math.max(1, BYTES / length); // a sum of so few bytes fits an int
    byte[] pixels = new byte[Math.min(most, n) * length];
    long[] sums = new long[length];
    for (int first = 0; first < n; first += most) {
      int count = Math.min(most, n - first);
      images.copy(first, count, ByteBuffer.wrap(pixels), 0);
      int[] some = sums(pixels, count, length);
      for (int i = 0; i < length; i++) {
        sums[i] += some[i];
      }
    }
    images.requireUnchanged();
    float[] mean = new float[length];
    for (int i = 0; i < length; i++) {
      mean[i] = (float) (sums[i] / 255.0 / n * white);
    }
    return mean;
  }

  private static int[] sums(byte[] pixels, int n, int length) {
    int[] sums = new int[length];
    for (int start = 0; start < n * length; start += length) {
      for (int i = 0; i < length; i++) {
        sums[i] += pixels[start + i] & 0xff;
      }
    }
    return sums;
  }
}
