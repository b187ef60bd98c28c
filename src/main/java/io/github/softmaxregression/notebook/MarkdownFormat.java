package io.github.softmaxregression.notebook;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Markdown for code hosts, with figures as SVG files beside it. */
final class MarkdownFormat implements NotebookFormat {
  @Override
  public Map<String, byte[]> write(ExecutedNotebook executed) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    executed.forEach(
        (position, cell, outputs) -> {
          text.append(cell.code() ? fenced("java", cell.source()) : cell.source() + "\n");
          text.append('\n');
          for (Output output : outputs) {
            if (output instanceof Output.Printed printed) {
              text.append(fenced("text", printed.text())).append('\n');
            } else if (output instanceof Output.Value value) {
              text.append(fenced("text", value.text())).append('\n');
            } else if (output instanceof Output.Picture picture) {
              String file = pictureFile(executed.notebook(), position);
              files.put(file, picture.svg().getBytes(StandardCharsets.UTF_8));
              text.append("![%s](%s)\n\n".formatted(picture.alternative(), file));
            }
          }
        });
    files.put(
        executed.notebook().name() + ".md",
        (text.toString().stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /** The file that a cell's picture is in. */
  static String pictureFile(Notebook notebook, int position) {
    return "%s-%02d.svg".formatted(notebook.name(), position + 1);
  }

  private static String fenced(String language, String text) {
    return "```" + language + "\n" + text.stripTrailing() + "\n```\n";
  }
}
