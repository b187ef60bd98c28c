package io.github.softmaxregression.benchmark;

import java.util.List;

/**
 * What a benchmark has found.
 *
 * @param runs how many runs the medians are of
 * @param warmUps how many runs of each part went before, uncounted
 * @param measurements in the order they were made
 * @param peakBytes most memory that a whole training process held at a time; 0 if not known
 */
public record BenchmarkReport(
    int runs, int warmUps, List<Measurement> measurements, long peakBytes) {}
