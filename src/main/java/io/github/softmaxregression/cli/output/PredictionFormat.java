package io.github.softmaxregression.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.inference.Doubt;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.inference.Prediction.Candidate;
import io.github.softmaxregression.inference.SimilarImages.Similar;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes predictions, in one of several formats. */
public enum PredictionFormat {
  /** For people. Pictures that cannot be read are left out. */
  TABLE {
    @Override
    public void write(String model, List<PredictionRow> predictions, int top, PrintWriter out) {
      List<PredictionRow> readable =
          predictions.stream().filter(each -> each.error() == null).toList();
      if (readable.isEmpty()) {
        return;
      }
      List<List<String>> table = table(readable, top, 4);
      List<String> head = table.get(0);
      List<String> notes = readable.stream().map(PredictionFormat::notes).toList();
      if (notes.stream().anyMatch(note -> !note.isEmpty())) {
        head.add("note");
        for (int i = 0; i < readable.size(); i++) {
          table.get(i + 1).add(notes.get(i));
        }
      }
      addSimilar(table, readable);
      out.println("model  " + model);
      TextTable.print(table, column -> NUMBERS.matcher(head.get(column)).lookingAt(), out);
    }
  },
  /** One array of objects. */
  JSON {
    @Override
    public void write(String model, List<PredictionRow> predictions, int top, PrintWriter out) {
      List<?> objects =
          predictions.stream().map(prediction -> object(model, prediction, top)).toList();
      Gson json = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
      out.println(ForeignText.json(json.toJson(objects)));
    }
  },
  /** Comma-separated, as RFC 4180 has it. */
  CSV {
    @Override
    public void write(String model, List<PredictionRow> predictions, int top, PrintWriter out) {
      List<List<String>> table = table(predictions, top, 9);
      table.get(0).addAll(List.of("inverted", "error", "note", "unlikeness"));
      for (int i = 0; i < predictions.size(); i++) {
        PredictionRow prediction = predictions.get(i);
        boolean readable = prediction.error() == null;
        table.get(i + 1).add(readable ? String.valueOf(prediction.inverted()) : "");
        table.get(i + 1).add(readable ? "" : prediction.error());
        Prediction said = prediction.prediction();
        table.get(i + 1).add(readable && said.doubt() != null ? said.doubt().words() : "");
        boolean compared = readable && said.unlikeness() != null;
        table.get(i + 1).add(compared ? rounded(said.unlikeness(), 3) : "");
      }
      table.get(0).add("model");
      table.subList(1, table.size()).forEach(row -> row.add(model));
      addSimilar(table, predictions);
      for (List<String> row : table) {
        out.print(row.stream().map(ForeignText::csv).collect(Collectors.joining(",", "", "\r\n")));
      }
    }
  },
  /** An object on each line. */
  JSONL {
    @Override
    public void write(String model, List<PredictionRow> predictions, int top, PrintWriter out) {
      Gson json = new GsonBuilder().disableHtmlEscaping().create();
      predictions.forEach(
          prediction -> out.println(ForeignText.json(json.toJson(object(model, prediction, top)))));
    }
  };

  private static final Pattern NUMBERS = Pattern.compile("index|probability");

  /**
   * Writes predictions.
   *
   * @param model that they are of, as people are told of it
   * @param top how many of the most probable classes are named
   */
  public abstract void write(
      String model, List<PredictionRow> predictions, int top, PrintWriter out);

  /**
   * Makes a head and a row of cells for each prediction.
   *
   * @param decimals of probabilities
   */
  private static List<List<String>> table(List<PredictionRow> predictions, int top, int decimals) {
    boolean truths = predictions.stream().anyMatch(each -> each.truth() != null);
    List<String> head = new ArrayList<>(truths ? List.of("index", "true") : List.of("file"));
    for (int i = 1; i <= top; i++) {
      String rank = i == 1 ? "" : " " + i;
      head.addAll(List.of("predicted" + rank, "probability" + rank));
    }
    List<List<String>> table = new ArrayList<>(List.of(head));
    for (PredictionRow each : predictions) {
      List<String> row = new ArrayList<>(List.of(each.input()));
      if (truths) {
        row.add(each.truth());
      }
      List<Candidate> candidates = each.error() == null ? each.prediction().top(top) : List.of();
      for (Candidate candidate : candidates) {
        row.addAll(List.of(candidate.name(), rounded(candidate.probability(), decimals)));
      }
      row.addAll(Collections.nCopies(head.size() - row.size(), ""));
      table.add(row);
    }
    return table;
  }

  /** Writes a number as {@code %.nf} does, in a fraction of its time. */
  private static String rounded(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** Adds a column of training images that are alike, each with its class and index. */
  private static void addSimilar(List<List<String>> table, List<PredictionRow> predictions) {
    if (predictions.stream().anyMatch(each -> each.similar() != null)) {
      table.get(0).add("similar");
      for (int i = 0; i < predictions.size(); i++) {
        List<Similar> similar = predictions.get(i).similar();
        table
            .get(i + 1)
            .add(
                similar == null
                    ? ""
                    : similar.stream()
                        .map(each -> each.name() + " " + each.index())
                        .collect(Collectors.joining(", ")));
      }
    }
  }

  private static Map<String, Object> object(String model, PredictionRow prediction, int top) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (prediction.truth() == null) {
      object.put("file", prediction.input());
    } else {
      object.put("index", Integer.valueOf(prediction.input()));
      object.put("true", prediction.truth());
    }
    object.put("model", model);
    if (prediction.error() != null) {
      object.put("error", prediction.error());
      return object;
    }
    object.put("predicted", prediction.prediction().className());
    object.put("probability", prediction.prediction().probability());
    object.put("inverted", prediction.inverted());
    if (prediction.prediction().doubt() != null) {
      object.put("note", prediction.prediction().doubt().words());
    }
    if (prediction.prediction().unlikeness() != null) {
      object.put("unlikeness", prediction.prediction().unlikeness());
    }
    object.put("top", prediction.prediction().top(top));
    if (prediction.similar() != null) {
      object.put("similar", prediction.similar());
    }
    return object;
  }

  /** What a person should know beside a class and its probability. */
  private static String notes(PredictionRow row) {
    Doubt doubt = row.prediction().doubt();
    String why = doubt == null ? "" : doubt.words();
    return row.inverted() ? why + (why.isEmpty() ? "" : ", ") + "inverted" : why;
  }
}
