package io.github.softmaxregression.data;

import java.nio.ByteBuffer;

/** Averages images, pixel by pixel. */
final class MeanImage {
  private static final int BYTES = 1 << 20; // that are read at a time

  private MeanImage() {}

  /**
   * Averages images.
   *
   * @return [height * width] features
   */
  static float[] of(ImageSet images) {
    int length = images.pixelsPerImage();
    int most = Math.max(1, BYTES / length); // a sum of so few bytes fits an int
    byte[] pixels = new byte[Math.min(most, images.size()) * length];
    long[] sums = new long[length];
    for (int first = 0; first < images.size(); first += most) {
      int n = Math.min(most, images.size() - first);
      images.copyPixels(first, n, ByteBuffer.wrap(pixels), 0);
      int[] some = sums(pixels, n, length);
      for (int i = 0; i < length; i++) {
        sums[i] += some[i];
      }
    }
    images.requireUnchanged();
    float[] mean = new float[length];
    for (int i = 0; i < length; i++) {
      mean[i] = (float) (sums[i] / 255.0 / images.size() * images.white());
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
