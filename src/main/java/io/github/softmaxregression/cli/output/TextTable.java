package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.data.ForeignText;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Prints rows of cells in columns as wide as their contents, two spaces apart. */
public final class TextTable {
  private TextTable() {}

  /**
   * Prints a table.
   *
   * @param cells in rows with as many cells each as the first, the head
   * @param right tells which columns, from 0, stand to the right, as numbers do
   */
  public static void print(List<List<String>> cells, IntPredicate right, PrintWriter out) {
    List<List<String>> rows =
        cells.stream().map(row -> row.stream().map(ForeignText::plain).toList()).toList();
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElseThrow())
            .toArray();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(right.test(i) ? padding + row.get(i) : row.get(i) + padding);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
