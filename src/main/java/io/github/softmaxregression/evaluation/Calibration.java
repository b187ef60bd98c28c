package io.github.softmaxregression.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares confidence with accuracy (Guo et al., arXiv 1706.04599).
 *
 * @param bins of equal width from 0 to 1, the empty ones too
 * @param expectedError Σ nᵢ/n · |accuracyᵢ − confidenceᵢ| over the bins
 */
public record Calibration(List<Bin> bins, double expectedError) {
  private static final int BINS = 15;

  /**
   * Examples of about the same confidence.
   *
   * @param count how many
   * @param confidence their mean confidence; 0 if there are none
   * @param accuracy the share of them that is correct; 0 if there are none
   */
  public record Bin(int count, double confidence, double accuracy) {}

  /** Sorts some predictions into 15 bins. */
  public static Calibration of(Predictions predictions) {
    int[] counts = new int[BINS];
    double[] confidences = new double[BINS];
    int[] correct = new int[BINS];
    for (int i = 0; i < predictions.size(); i++) {
      double confidence = predictions.confidence()[i];
      int bin = Math.min(BINS - 1, (int) (confidence * BINS));
      counts[bin]++;
      confidences[bin] += confidence;
      correct[bin] += predictions.correct(i) ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double count = Math.max(1, counts[bin]);
      bins.add(new Bin(counts[bin], confidences[bin] / count, correct[bin] / count));
      error += Math.abs(correct[bin] - confidences[bin]) / predictions.size();
    }
    return new Calibration(List.copyOf(bins), error);
  }
}
