package io.github.softmaxregression.cli;

import io.github.softmaxregression.evaluation.EvaluationReport;
import java.io.PrintWriter;
import java.util.List;

/** Prints an evaluation as text. */
public final class ReportPrinter {
  private ReportPrinter() {}

  /** Accuracy, loss, figures of each class, confusion matrix. */
  public static void print(EvaluationReport report, PrintWriter out) {
    out.printf(
        "accuracy  %.4f ± %.4f (standard error; %,d of %,d)%n",
        report.accuracy(), report.standardError(), report.correct(), report.seen());
    out.printf("mean loss %.4f%n%n", report.meanLoss());
    printClasses(report, out);
    out.println();
    printConfusion(report, out);
  }

  private static void printClasses(EvaluationReport report, PrintWriter out) {
    int width = nameWidth(report.classNames());
    out.printf("%-" + width + "s  precision  recall      f1  support%n", "class");
    for (int i = 0; i < report.classNames().size(); i++) {
      out.printf(
          "%-" + width + "s  %9s  %6s  %6s  %7d%n",
          report.classNames().get(i),
          share(report.precision(i)),
          share(report.recall(i)),
          share(report.f1(i)),
          report.support(i));
    }
  }

  /** A share of nothing is undefined, not zero. */
  private static String share(double value) {
    return Double.isNaN(value) ? "-" : "%.4f".formatted(value);
  }

  private static void printConfusion(EvaluationReport report, PrintWriter out) {
    List<String> names = report.classNames();
    int width = nameWidth(names);
    out.println("confusion matrix: rows = true class, columns = predicted class");
    out.print(" ".repeat(width));
    for (String name : names) {
      out.printf("  %" + columnWidth(name) + "s", name);
    }
    out.println();
    long[][] confusion = report.confusion();
    for (int row = 0; row < names.size(); row++) {
      out.printf("%-" + width + "s", names.get(row));
      for (int column = 0; column < names.size(); column++) {
        out.printf("  %" + columnWidth(names.get(column)) + "d", confusion[row][column]);
      }
      out.println();
    }
  }

  private static int nameWidth(List<String> names) {
    return names.stream().mapToInt(String::length).reduce("class".length(), Math::max);
  }

  private static int columnWidth(String name) {
    return Math.max(5, name.length());
  }
}
