package io.github.softmaxregression.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * Tells how long something took.
 *
 * @param name what was measured
 * @param seconds median of the runs
 * @param imagesPerSecond at the median
 * @param runs seconds of each run in ascending order; empty where there are thousands
 */
public record Measurement(String name, double seconds, double imagesPerSecond, List<Double> runs) {
  /** Copies the runs. */
  public Measurement {
    runs = List.copyOf(runs);
  }

  /** Takes the median of some runs, each over a number of images. */
  static Measurement of(String name, long images, double[] seconds) {
    double[] sorted = Arrays.stream(seconds).sorted().toArray();
    double median = quantile(sorted, 0.5);
    return new Measurement(name, median, images / median, Arrays.stream(sorted).boxed().toList());
  }

  /** Takes a quantile of very many short runs, each over one image. */
  static Measurement quantile(String name, double share, double[] seconds) {
    double value = quantile(Arrays.stream(seconds).sorted().toArray(), share);
    return new Measurement(name, value, 1 / value, List.of());
  }

  /** Finds the smallest value that at least this share of the values does not exceed. */
  static double quantile(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }
}
