package io.github.softmaxregression.picture.cutout;

import java.util.Arrays;
import java.util.Random;

/** Describes a set of colours by a few Gaussian distributions. */
final class ColorMixture {
  private static final int CHANNELS = 3;
  private static final int ROUNDS = 8;
  private static final float NOISE = 3; // variance that no picture is without, in levels squared

  private final float[][] mean; // [components][3]
  private final float[][] precision; // the inverse covariance, row by row
  private final float[] offset; // -log weight + log det / 2

  private ColorMixture(int components) {
    mean = new float[components][CHANNELS];
    precision = new float[components][];
    offset = new float[components];
  }

  /**
   * Fits a mixture to some pixels of a picture: k-means, seeded as k-means++ has it.
   *
   * @param colors [3][pixels], 0 to 255
   * @param pixels at least one
   */
  static ColorMixture of(float[][] colors, int[] pixels, int components) {
    ColorMixture mixture = new ColorMixture(Math.min(components, pixels.length));
    mixture.seed(colors, pixels);
    int[] component = new int[pixels.length];
    boolean moved = true;
    for (int round = 0; round < ROUNDS && moved; round++) {
      moved = round == 0;
      for (int i = 0; i < pixels.length; i++) {
        int nearest = mixture.nearest(colors, pixels[i]);
        moved |= nearest != component[i];
        component[i] = nearest;
      }
      mixture.average(colors, pixels, component);
    }
    mixture.describe(colors, pixels, component);
    return mixture;
  }

  private void seed(float[][] colors, int[] pixels) {
    Random random = new Random(1);
    float[] distance = new float[pixels.length];
    Arrays.fill(distance, Float.MAX_VALUE);
    int chosen = pixels[pixels.length / 2];
    for (int k = 0; k < mean.length; k++) {
      for (int c = 0; c < CHANNELS; c++) {
        mean[k][c] = colors[c][chosen];
      }
      double sum = 0;
      for (int i = 0; i < pixels.length; i++) {
        distance[i] = Math.min(distance[i], squared(colors, pixels[i], mean[k]));
        sum += distance[i];
      }
      double left = random.nextDouble() * sum;
      for (int i = 0; i < pixels.length && left >= 0; i++) {
        left -= distance[i];
        chosen = pixels[i];
      }
    }
  }

  private static float squared(float[][] colors, int pixel, float[] to) {
    float sum = 0;
    for (int c = 0; c < CHANNELS; c++) {
      float difference = colors[c][pixel] - to[c];
      sum += difference * difference;
    }
    return sum;
  }

  private int nearest(float[][] colors, int pixel) {
    int nearest = 0;
    float least = Float.MAX_VALUE;
    for (int k = 0; k < mean.length; k++) {
      float distance = squared(colors, pixel, mean[k]);
      if (distance < least) {
        least = distance;
        nearest = k;
      }
    }
    return nearest;
  }

  private void average(float[][] colors, int[] pixels, int[] component) {
    int[] count = new int[mean.length];
    double[][] sum = new double[mean.length][CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      count[component[i]]++;
      for (int c = 0; c < CHANNELS; c++) {
        sum[component[i]][c] += colors[c][pixels[i]];
      }
    }
    for (int k = 0; k < mean.length; k++) {
      for (int c = 0; c < CHANNELS && count[k] > 0; c++) {
        mean[k][c] = (float) (sum[k][c] / count[k]);
      }
    }
  }

  private void describe(float[][] colors, int[] pixels, int[] component) {
    for (int k = 0; k < mean.length; k++) {
      int count = 0;
      double[] covariance = new double[CHANNELS * CHANNELS];
      for (int i = 0; i < pixels.length; i++) {
        if (component[i] != k) {
          continue;
        }
        count++;
        for (int a = 0; a < CHANNELS; a++) {
          for (int b = 0; b < CHANNELS; b++) {
            covariance[a * CHANNELS + b] +=
                (colors[a][pixels[i]] - mean[k][a]) * (colors[b][pixels[i]] - mean[k][b]);
          }
        }
      }
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] /= Math.max(1, count);
      }
      for (int a = 0; a < CHANNELS; a++) {
        covariance[a * CHANNELS + a] += NOISE;
      }
      double determinant = invert(covariance, k);
      double weight = Math.max(count, 1e-6) / pixels.length;
      offset[k] = (float) (Math.log(determinant) / 2 - Math.log(weight));
    }
  }

  /** Keeps the inverse of a symmetric 3 x 3 matrix and returns the determinant. */
  private double invert(double[] m, int component) {
    double a = m[4] * m[8] - m[5] * m[7];
    double b = m[5] * m[6] - m[3] * m[8];
    double c = m[3] * m[7] - m[4] * m[6];
    double determinant = m[0] * a + m[1] * b + m[2] * c;
    double[] inverse = {
      a, m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      b, m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      c, m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
    };
    precision[component] = new float[inverse.length];
    for (int i = 0; i < inverse.length; i++) {
      precision[component][i] = (float) (inverse[i] / determinant);
    }
    return determinant;
  }

  /** How unlike the mixture a colour is: -log density of the best component, less 1.5 log 2π. */
  float cost(float[][] colors, int pixel) {
    float least = Float.MAX_VALUE;
    for (int k = 0; k < mean.length; k++) {
      float[] p = precision[k];
      float r = colors[0][pixel] - mean[k][0];
      float g = colors[1][pixel] - mean[k][1];
      float b = colors[2][pixel] - mean[k][2];
      float distance =
          r * (p[0] * r + p[1] * g + p[2] * b)
              + g * (p[3] * r + p[4] * g + p[5] * b)
              + b * (p[6] * r + p[7] * g + p[8] * b);
      least = Math.min(least, offset[k] + distance / 2);
    }
    return least;
  }
}
