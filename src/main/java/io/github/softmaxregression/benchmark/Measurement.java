package io.github.softmaxregression.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * Tells how long something took.
 *
 * @param name what was measured
 * @param seconds median of the runs
 * @param imagesPerSecond at the median
 * @param timesLimit how many times as long that is as the {@link Limit} of as many threads; null
 *     where that makes no sense
 * @param runs seconds of each run in ascending order; empty where there are thousands
 */
public record Measurement(
    String name, double seconds, double imagesPerSecond, Double timesLimit, List<Double> runs) {
  /** Copies the runs. */
  public Measurement {
    runs = List.copyOf(runs);
  }

  /** Takes the median of some runs, each over a number of images. */
  static Measurement of(String name, long images, double[] seconds) {
    double[] sorted = Arrays.stream(seconds).sorted().toArray();
    double median = quantile(sorted, 0.5);
    List<Double> all = Arrays.stream(sorted).boxed().toList();
    return new Measurement(name, median, images / median, null, all);
  }

  /** Takes a quantile of very many short runs, each over one image. */
  static Measurement quantile(String name, double share, double[] seconds) {
    double value = quantile(Arrays.stream(seconds).sorted().toArray(), share);
    return new Measurement(name, value, 1 / value, null, List.of());
  }

  /** Gives the best of very many runs, each over a number of images. */
  static Measurement best(String name, long images, double seconds) {
    return new Measurement(name, seconds, images / seconds, null, List.of());
  }

  /** Compares it with a limit in seconds. */
  Measurement against(double limit) {
    return new Measurement(name, seconds, imagesPerSecond, seconds / limit, runs);
  }

  /** Tells the time in a unit that suits it. */
  public String time() {
    if (seconds >= 1) {
      return "%.2f s".formatted(seconds);
    }
    boolean brief = seconds < 1e-3;
    return brief ? "%.0f µs".formatted(seconds * 1e6) : "%.1f ms".formatted(seconds * 1e3);
  }

  /** Finds the smallest value that at least this share of the values does not exceed. */
  static double quantile(double[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }
}
