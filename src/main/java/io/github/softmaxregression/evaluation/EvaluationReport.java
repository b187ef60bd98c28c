package io.github.softmaxregression.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * What one pass over labelled examples has shown. Every figure follows from counts.
 *
 * @param classNames the classes in label order
 * @param confusion [classes, classes] numbers of examples; row = true class, column = predicted
 * @param lossSum sum of the examples' cross-entropies, in nats
 */
public record EvaluationReport(List<String> classNames, long[][] confusion, double lossSum) {

  /**
   * Copies the counts.
   *
   * @throws IllegalArgumentException if the matrix is not square over the classes
   */
  public EvaluationReport {
    classNames = List.copyOf(classNames);
    confusion = copy(confusion);
    int classes = classNames.size();
    if (confusion.length != classes
        || Arrays.stream(confusion).anyMatch(row -> row.length != classes)) {
      throw new IllegalArgumentException(
          "a confusion matrix that is not %d x %d".formatted(classes, classes));
    }
  }

  /** A copy of the counts; row = true class, column = predicted class. */
  @Override
  public long[][] confusion() {
    return copy(confusion);
  }

  private static long[][] copy(long[][] matrix) {
    return Arrays.stream(matrix).map(long[]::clone).toArray(long[][]::new);
  }

  /** Examples seen. */
  public long seen() {
    long sum = 0;
    for (int i = 0; i < confusion.length; i++) {
      sum += support(i);
    }
    return sum;
  }

  /** Examples whose predicted class is the true one. */
  public long correct() {
    long sum = 0;
    for (int i = 0; i < confusion.length; i++) {
      sum += confusion[i][i];
    }
    return sum;
  }

  /** correct / seen, in [0, 1]. */
  public double accuracy() {
    return (double) correct() / seen();
  }

  /** Standard error of the accuracy as a binomial share: √(a(1 − a) / n). */
  public double standardError() {
    double accuracy = accuracy();
    return Math.sqrt(accuracy * (1 - accuracy) / seen());
  }

  /** Mean cross-entropy of an example, in nats. */
  public double meanLoss() {
    return lossSum / seen();
  }

  /** Examples of the class. */
  public long support(int label) {
    return Arrays.stream(confusion[label]).sum();
  }

  /** Of the examples predicted as the class, the share that is; NaN if none was predicted so. */
  public double precision(int label) {
    long predicted = 0;
    for (long[] row : confusion) {
      predicted += row[label];
    }
    return (double) confusion[label][label] / predicted;
  }

  /** Of the examples of the class, the share predicted so; NaN if there are none. */
  public double recall(int label) {
    return (double) confusion[label][label] / support(label);
  }

  /** Harmonic mean of precision and recall: 2tp / (support + predicted); NaN if both are empty. */
  public double f1(int label) {
    long support = support(label);
    long predicted = 0;
    for (long[] row : confusion) {
      predicted += row[label];
    }
    return 2.0 * confusion[label][label] / (support + predicted);
  }
}
