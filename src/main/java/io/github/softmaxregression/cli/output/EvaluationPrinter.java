package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.EvaluationReport.ClassRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints an evaluation as text. */
public final class EvaluationPrinter {
  private EvaluationPrinter() {}

  /** Accuracy, loss, figures of each class, confusion matrix. */
  public static void print(EvaluationReport report, PrintWriter out) {
    out.printf(
        "accuracy  %.4f ± %.4f (standard error; %,d of %,d)%n",
        report.accuracy(), report.standardError(), report.correct(), report.seen());
    out.printf("mean loss %.4f%n%n", report.meanLoss());
    TextTable.print(classes(report), column -> column > 0, out);
    out.println();
    out.println("confusion matrix: rows = true class, columns = predicted class");
    TextTable.print(confusion(report), column -> column > 0, out);
  }

  private static List<List<String>> classes(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("class", "precision", "recall", "    f1", "support"));
    for (ClassRow row : report.classRows()) {
      String support = String.valueOf(row.support());
      rows.add(
          List.of(
              row.name(), share(row.precision()), share(row.recall()), share(row.f1()), support));
    }
    return rows;
  }

  /** A share of nothing is undefined, not zero. */
  private static String share(Double value) {
    return value == null ? "-" : "%.4f".formatted(value);
  }

  private static List<List<String>> confusion(EvaluationReport report) {
    List<String> names = report.classNames();
    List<List<String>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of("     "))); // at least as wide as "class" above
    names.forEach(name -> rows.get(0).add("%5s".formatted(name)));
    for (int truth = 0; truth < names.size(); truth++) {
      List<String> row = new ArrayList<>(List.of(names.get(truth)));
      for (long count : report.confusion()[truth]) {
        row.add(String.valueOf(count));
      }
      rows.add(row);
    }
    return rows;
  }
}
