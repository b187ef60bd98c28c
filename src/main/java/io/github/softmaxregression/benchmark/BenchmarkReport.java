package io.github.softmaxregression.benchmark;

import io.github.softmaxregression.figure.BarChart;
import io.github.softmaxregression.figure.BarChart.Bar;
import io.github.softmaxregression.figure.Figure;
import java.util.List;

/**
 * Holds what a benchmark has found.
 *
 * @param runs how many runs the medians are of; warmUps went before, uncounted
 * @param limitSeconds least time that one thread needs for an epoch, see {@link Limit}; null where
 *     a GPU computes
 * @param peakBytes most memory that a whole training process held at a time; 0 if not known
 */
public record BenchmarkReport(
    int runs, int warmUps, Double limitSeconds, List<Measurement> measurements, long peakBytes) {
  private static final String CAPTION =
      "The line is the limit for as many threads; × tells how many times as long it took.";

  /** Draws what was compared with the limit, as bars. */
  public Figure figure() {
    return BarChart.of(
        measurements.stream()
            .filter(each -> each.timesLimit() != null)
            .map(BenchmarkReport::bar)
            .toList(),
        CAPTION);
  }

  private static Bar bar(Measurement each) {
    String label = "%s, %.2f ×".formatted(each.time(), each.timesLimit());
    return new Bar(each.name(), each.seconds(), each.seconds() / each.timesLimit(), label);
  }
}
