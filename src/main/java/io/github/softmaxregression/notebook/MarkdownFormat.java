package io.github.softmaxregression.notebook;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a notebook as Markdown for code hosts, with figures as SVG files beside it. */
final class MarkdownFormat {
  private MarkdownFormat() {}

  static Map<String, String> write(Notebook notebook) {
    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    String fold = "";
    for (int i = 0; i < notebook.cells().size(); i++) {
      Cell cell = notebook.cells().get(i);
      text.append(Folds.between(fold, cell.fold()));
      fold = cell.fold();
      text.append(cell.code() ? fenced("java", cell.source()) : cell.source() + "\n\n");
      for (Cell.Output output : cell.outputs()) {
        if (output instanceof Cell.Picture picture) {
          String file = pictureFile(notebook, i);
          files.put(file, picture.svg());
          text.append("![%s](%s)\n\n".formatted(cell.alternative(), file));
        } else {
          text.append(fenced("text", ((Cell.Text) output).text()));
        }
      }
    }
    text.append(Folds.between(fold, ""));
    files.put(notebook.name() + ".md", text.toString().stripTrailing() + "\n");
    return files;
  }

  /** Names the file that a cell's picture is in; the first cell has position 0. */
  static String pictureFile(Notebook notebook, int position) {
    return "%s-%02d.svg".formatted(notebook.name(), position + 1);
  }

  private static String fenced(String language, String text) {
    return "```" + language + "\n" + text.stripTrailing() + "\n```\n\n";
  }
}
