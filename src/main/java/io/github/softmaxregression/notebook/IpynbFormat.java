package io.github.softmaxregression.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.annotations.SerializedName;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes and reads Jupyter's notebooks, in version 4.5 of their format. Figures are PNG: viewers
 * show no SVG in them.
 */
final class IpynbFormat {
  private static final Gson JSON =
      new GsonBuilder()
          .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
          .disableHtmlEscaping()
          .create();

  private static final JsonElement METADATA =
      JsonParser.parseString(
          """
          {
            "kernelspec": {"name": "%s", "display_name": "%s", "language": "java"},
            "language_info": {
              "name": "java",
              "file_extension": ".java",
              "mimetype": "text/x-java-source",
              "pygments_lexer": "java"
            }
          }
          """
              .formatted(KernelSpec.NAME, KernelSpec.DISPLAY_NAME));

  // The format's own objects; components that are null are left out. A text is a list of lines,
  // each with its break.

  private record JsonNotebook(
      List<JsonCell> cells,
      JsonElement metadata,
      int nbformat,
      @SerializedName("nbformat_minor") int minor) {}

  private record JsonCell(
      String id,
      @SerializedName("cell_type") String type,
      Map<String, Map<String, Boolean>> metadata,
      List<String> source,
      @SerializedName("execution_count") Integer execution,
      List<JsonOutput> outputs) {}

  private record JsonOutput(
      @SerializedName("output_type") String type,
      String name,
      List<String> text,
      @SerializedName("execution_count") Integer execution,
      Data data,
      Map<String, Map<String, String>> metadata) {}

  private record Data(
      @SerializedName("image/png") String png, @SerializedName("text/plain") List<String> text) {}

  private static final Map<String, Map<String, Boolean>> HIDDEN =
      Map.of("jupyter", new TreeMap<>(Map.of("source_hidden", true, "outputs_hidden", true)));

  /** Holds a cell's source, and all text that it has printed and given; none for Markdown. */
  record CellText(String source, String text) {}

  private IpynbFormat() {}

  static String fileName(Notebook notebook) {
    return notebook.name() + ".ipynb";
  }

  /** Writes a notebook none of whose cells was run. */
  static String writeUnrun(Notebook notebook) {
    String counted = write(notebook);
    return counted.replaceAll("(?m)^(   \"execution_count\": )\\d+", "$1null");
  }

  static String write(Notebook notebook) {
    List<JsonCell> cells = new ArrayList<>();
    int executions = 0;
    for (Cell cell : notebook.cells()) {
      String id = "cell-%02d".formatted(cells.size() + 1);
      List<String> source = lines(cell.source());
      if (cell.code()) {
        int execution = ++executions;
        List<JsonOutput> outputs =
            cell.outputs().stream().map(output -> json(output, cell, execution)).toList();
        Map<String, Map<String, Boolean>> metadata = cell.fold().isEmpty() ? Map.of() : HIDDEN;
        cells.add(new JsonCell(id, "code", metadata, source, execution, outputs));
      } else {
        List<String> text = lines(Folds.around(cell.source(), cell.fold()));
        cells.add(new JsonCell(id, "markdown", Map.of(), text, null, null));
      }
    }
    return JSON.toJson(new JsonNotebook(cells, METADATA, 4, 5)) + "\n";
  }

  private static JsonOutput json(Cell.Output output, Cell cell, int execution) {
    Data data;
    Map<String, Map<String, String>> metadata = Map.of();
    if (output instanceof Cell.Picture picture) {
      String png = Base64.getEncoder().encodeToString(picture.png());
      data = new Data(png, lines(cell.alternative()));
      metadata = Map.of("image/png", Map.of("alt", cell.alternative()));
    } else {
      Cell.Text text = (Cell.Text) output;
      if (text.printed()) {
        return new JsonOutput("stream", "stdout", lines(text.text()), null, null, null);
      }
      data = new Data(null, lines(text.text()));
    }
    return new JsonOutput("execute_result", null, null, execution, data, metadata);
  }

  private static List<String> lines(String text) {
    return List.of(text.split("(?<=\n)"));
  }

  /** Reads what a notebook holds to read and to run, or throws a RuntimeException if it is none. */
  static Notebook parse(String name, String ipynb) {
    List<Cell> cells = new ArrayList<>();
    JsonObject notebook = JsonParser.parseString(ipynb).getAsJsonObject();
    for (JsonElement each : notebook.getAsJsonArray("cells")) {
      JsonObject cell = each.getAsJsonObject();
      boolean code = cell.get("cell_type").getAsString().equals("code");
      cells.add(new Cell(code, text(cell.get("source")), "", ""));
    }
    return new Notebook(name, cells);
  }

  /** The format allows a text, or a list of lines. */
  private static String text(JsonElement source) {
    StringBuilder text = new StringBuilder();
    if (source.isJsonArray()) {
      source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    } else {
      text.append(source.getAsString());
    }
    return text.toString();
  }

  /** Reads a notebook back, or throws a RuntimeException if it is none. */
  static List<CellText> read(String ipynb) {
    return JSON.fromJson(ipynb, JsonNotebook.class).cells.stream()
        .map(cell -> new CellText(String.join("", cell.source), text(cell)))
        .toList();
  }

  private static String text(JsonCell cell) {
    List<JsonOutput> outputs = cell.outputs == null ? List.of() : cell.outputs;
    return outputs.stream()
        .flatMap(output -> (output.text == null ? output.data.text : output.text).stream())
        .collect(Collectors.joining());
  }
}
