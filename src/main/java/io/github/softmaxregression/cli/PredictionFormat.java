package io.github.softmaxregression.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.inference.Prediction.Candidate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How answers are written. */
enum PredictionFormat {
  /** For people. Pictures that cannot be read are left out. */
  TABLE {
    @Override
    void write(List<PredictionRow> answers, int top, PrintWriter out) {
      List<PredictionRow> readable = answers.stream().filter(each -> each.error() == null).toList();
      if (readable.isEmpty()) {
        return;
      }
      boolean truths = readable.stream().anyMatch(each -> each.truth() != null);
      boolean inverted = readable.stream().anyMatch(PredictionRow::inverted);
      List<List<String>> rows = new ArrayList<>();
      List<String> head = head(truths, top);
      if (inverted) {
        head.add("note");
      }
      rows.add(head);
      for (PredictionRow answer : readable) {
        List<String> row = cells(answer, truths, top, 4);
        row.replaceAll(cell -> CONTROL.matcher(cell).replaceAll("?"));
        if (inverted) {
          row.add(answer.inverted() ? "inverted" : "");
        }
        rows.add(row);
      }
      align(rows, truths).forEach(line -> out.print(line + System.lineSeparator()));
    }
  },
  /** One array of objects. */
  JSON {
    @Override
    void write(List<PredictionRow> answers, int top, PrintWriter out) {
      Gson json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      out.println(json.toJson(answers.stream().map(answer -> object(answer, top)).toList()));
    }
  },
  /** Comma-separated, as RFC 4180 has it. */
  CSV {
    @Override
    void write(List<PredictionRow> answers, int top, PrintWriter out) {
      boolean truths = answers.stream().anyMatch(each -> each.truth() != null);
      List<String> head = head(truths, top);
      head.addAll(List.of("inverted", "error"));
      line(head, out);
      for (PredictionRow answer : answers) {
        List<String> row = cells(answer, truths, top, 9);
        row.add(answer.error() == null ? String.valueOf(answer.inverted()) : "");
        row.add(answer.error() == null ? "" : answer.error());
        line(row, out);
      }
    }

    private void line(List<String> cells, PrintWriter out) {
      out.print(String.join(",", cells.stream().map(PredictionFormat::quoted).toList()) + "\r\n");
    }
  },
  /** An object on each line. */
  JSONL {
    @Override
    void write(List<PredictionRow> answers, int top, PrintWriter out) {
      Gson json = new GsonBuilder().disableHtmlEscaping().create();
      answers.forEach(answer -> out.println(json.toJson(object(answer, top))));
    }
  };

  /** What a terminal obeys. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private static final Pattern TO_QUOTE = Pattern.compile("[\",\r\n]");

  /**
   * Writes answers.
   *
   * @param top how many of the most probable classes are named
   */
  abstract void write(List<PredictionRow> answers, int top, PrintWriter out);

  private static List<String> head(boolean truths, int top) {
    List<String> head = new ArrayList<>(List.of(truths ? "index" : "file"));
    if (truths) {
      head.add("true");
    }
    head.addAll(List.of("predicted", "probability"));
    for (int i = 2; i <= top; i++) {
      head.addAll(List.of("predicted " + i, "probability " + i));
    }
    return head;
  }

  /**
   * The cells of a line.
   *
   * @param decimals of probabilities
   */
  private static List<String> cells(PredictionRow answer, boolean truths, int top, int decimals) {
    List<String> cells = new ArrayList<>(List.of(answer.input()));
    if (truths) {
      cells.add(answer.truth());
    }
    List<Candidate> candidates =
        answer.prediction() == null ? List.of() : answer.prediction().top(top);
    String probability = "%." + decimals + "f";
    for (int i = 0; i < top; i++) {
      boolean there = i < candidates.size();
      cells.add(there ? candidates.get(i).name() : "");
      cells.add(there ? probability.formatted(candidates.get(i).probability()) : "");
    }
    return cells;
  }

  private static Map<String, Object> object(PredictionRow answer, int top) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (answer.truth() == null) {
      object.put("file", answer.input());
    } else {
      object.put("index", Integer.valueOf(answer.input()));
      object.put("true", answer.truth());
    }
    if (answer.error() != null) {
      object.put("error", answer.error());
      return object;
    }
    object.put("predicted", answer.prediction().className());
    object.put("probability", answer.prediction().probability());
    object.put("inverted", answer.inverted());
    object.put("top", answer.prediction().top(top));
    return object;
  }

  /** Names to the left, numbers to the right. */
  private static List<String> align(List<List<String>> rows, boolean firstIsNumber) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (int i = 0; i < columns; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
    return rows.stream()
        .map(
            row -> {
              StringBuilder line = new StringBuilder();
              for (int i = 0; i < columns; i++) {
                boolean number =
                    i == 0 ? firstIsNumber : rows.get(0).get(i).startsWith("probability");
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(number ? padding + row.get(i) : row.get(i) + padding);
              }
              return line.toString().stripTrailing();
            })
        .toList();
  }

  private static String quoted(String cell) {
    return TO_QUOTE.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
