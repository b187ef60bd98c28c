package io.github.softmaxregression.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts what one pass over labelled examples has shown. Every figure follows from counts.
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
    return (double) confusion[label][label] / predicted(label);
  }

  private long predicted(int label) {
    return Arrays.stream(confusion).mapToLong(row -> row[label]).sum();
  }

  /** Of the examples of the class, the share predicted so; NaN if there are none. */
  public double recall(int label) {
    return (double) confusion[label][label] / support(label);
  }

  /** Harmonic mean of precision and recall: 2tp / (support + predicted); NaN if both are empty. */
  public double f1(int label) {
    return 2.0 * confusion[label][label] / (support(label) + predicted(label));
  }

  /**
   * The figures of one class.
   *
   * @param precision null where no example was predicted as the class; recall and f1 likewise
   */
  public record ClassRow(String name, Double precision, Double recall, Double f1, long support) {}

  /** The figures of each class, in label order; null where undefined. */
  public List<ClassRow> classRows() {
    return IntStream.range(0, classNames.size())
        .mapToObj(
            i ->
                new ClassRow(
                    classNames.get(i),
                    defined(precision(i)),
                    defined(recall(i)),
                    defined(f1(i)),
                    support(i)))
        .toList();
  }

  private static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
