package io.github.softmaxregression.report;

import io.github.softmaxregression.data.ForeignText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes rows of texts, the first of which is the head, as HTML or Markdown. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  Table row(String first, Stream<String> others) {
    return row(Stream.concat(Stream.of(first), others).toArray(String[]::new));
  }

  /** Formats a number, or "-" where it is undefined. */
  static String number(String format, Double value) {
    return value == null ? "-" : format.formatted(value);
  }

  String html() {
    List<List<String>> body = rows.subList(1, rows.size());
    return "<div class=\"table\"><table>\n"
        + htmlRow("th", rows.get(0))
        + body.stream().map(row -> htmlRow("td", row)).collect(Collectors.joining())
        + "</table></div>";
  }

  private static String htmlRow(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%1$s>%2$s</%1$s>".formatted(tag, ForeignText.html(cell)))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  String markdown() {
    List<List<String>> lines = new ArrayList<>(rows);
    lines.add(1, Collections.nCopies(rows.get(0).size(), "---"));
    return lines.stream()
        .map(line -> "| " + String.join(" | ", line) + " |")
        .collect(Collectors.joining("\n"));
  }
}
