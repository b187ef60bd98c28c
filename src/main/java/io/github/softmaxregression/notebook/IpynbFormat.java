package io.github.softmaxregression.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Jupyter's notebooks, in version 4.5 of their format. Figures are PNG: viewers show no SVG in
 * them.
 */
final class IpynbFormat implements NotebookFormat {
  private static final int MAJOR = 4;
  private static final int MINOR = 5;

  private static final Gson JSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .setFormattingStyle(com.google.gson.FormattingStyle.PRETTY.withIndent(" "))
          .disableHtmlEscaping()
          .serializeNulls()
          .create();

  @Override
  public Map<String, byte[]> write(ExecutedNotebook executed) {
    JsonArray cells = new JsonArray();
    int[] executions = {0};
    executed.forEach(
        (position, cell, outputs) -> {
          JsonObject json = new JsonObject();
          json.addProperty("id", "cell-%02d".formatted(position + 1));
          json.addProperty("cell_type", cell.code() ? "code" : "markdown");
          json.add("metadata", new JsonObject());
          json.add("source", lines(cell.source()));
          if (cell.code()) {
            executions[0]++;
            json.addProperty("execution_count", executions[0]);
            JsonArray all = new JsonArray();
            outputs.forEach(output -> all.add(json(output, executions[0])));
            json.add("outputs", all);
          }
          cells.add(json);
        });
    JsonObject notebook = new JsonObject();
    notebook.add("cells", cells);
    notebook.add("metadata", metadata());
    notebook.addProperty("nbformat", MAJOR);
    notebook.addProperty("nbformat_minor", MINOR);
    return Map.of(
        fileName(executed.notebook().name()),
        (JSON.toJson(notebook) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static String fileName(String notebook) {
    return notebook + ".ipynb";
  }

  private static JsonObject metadata() {
    JsonObject kernel = new JsonObject();
    kernel.addProperty("name", KernelSpec.NAME);
    kernel.addProperty("display_name", KernelSpec.DISPLAY_NAME);
    kernel.addProperty("language", "java");
    JsonObject language = new JsonObject();
    language.addProperty("name", "java");
    language.addProperty("file_extension", ".java");
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("pygments_lexer", "java");
    JsonObject metadata = new JsonObject();
    metadata.add("kernelspec", kernel);
    metadata.add("language_info", language);
    return metadata;
  }

  private static JsonObject json(Output output, int execution) {
    JsonObject json = new JsonObject();
    if (output instanceof Output.Printed printed) {
      json.addProperty("output_type", "stream");
      json.addProperty("name", "stdout");
      json.add("text", lines(printed.text()));
      return json;
    }
    json.addProperty("output_type", "execute_result");
    json.addProperty("execution_count", execution);
    JsonObject data = new JsonObject();
    JsonObject metadata = new JsonObject();
    if (output instanceof Output.Value value) {
      data.add("text/plain", lines(value.text()));
    } else if (output instanceof Output.Picture picture) {
      data.addProperty("image/png", Base64.getEncoder().encodeToString(picture.png()));
      data.add("text/plain", lines(picture.alternative()));
      JsonObject alternative = new JsonObject();
      alternative.addProperty("alt", picture.alternative());
      metadata.add("image/png", alternative);
    }
    json.add("data", data);
    json.add("metadata", metadata);
    return json;
  }

  /** Each line with its break, as the format has it. */
  private static JsonArray lines(String text) {
    JsonArray lines = new JsonArray();
    for (String line : text.split("(?<=\n)")) {
      lines.add(line);
    }
    return lines;
  }

  /**
   * What is to be read in a notebook's cell.
   *
   * @param source what is written in it
   * @param text what it has printed and given as text, one after the other; empty for Markdown
   */
  record CellText(String source, String text) {}

  /**
   * Reads a notebook back.
   *
   * @throws RuntimeException if it is none
   */
  static List<CellText> read(String ipynb) {
    List<CellText> texts = new ArrayList<>();
    for (JsonElement each :
        JsonParser.parseString(ipynb).getAsJsonObject().getAsJsonArray("cells")) {
      JsonObject cell = each.getAsJsonObject();
      StringBuilder text = new StringBuilder();
      if (cell.has("outputs")) {
        for (JsonElement output : cell.getAsJsonArray("outputs")) {
          text.append(text(output.getAsJsonObject()));
        }
      }
      texts.add(new CellText(joined(cell.getAsJsonArray("source")), text.toString()));
    }
    return texts;
  }

  private static String text(JsonObject output) {
    return joined(
        output.has("text")
            ? output.getAsJsonArray("text")
            : output.getAsJsonObject("data").getAsJsonArray("text/plain"));
  }

  private static String joined(JsonArray lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }
}
