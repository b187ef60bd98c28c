package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds text and code in turn. Its source is Markdown, in which every block fenced as {@code java}
 * is a cell to run; the words behind {@code java} say what the cell's picture shows.
 *
 * @param name of its files, without an ending
 * @param cells in order
 */
public record Notebook(String name, List<Cell> cells) {
  /** Names the chapter's, in reading order. */
  private static final List<String> NAMES =
      List.of(
          "01-softmax-regression",
          "02-fashion-mnist",
          "03-from-scratch",
          "04-concise",
          "05-going-further");

  private static final Pattern CODE =
      Pattern.compile("^```java *([^\n]*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern TITLE = Pattern.compile("^# (.+)$", Pattern.MULTILINE);

  /** Copies the cells. */
  public Notebook {
    cells = List.copyOf(cells);
  }

  /** Reads the chapter's notebooks, in order. */
  public static List<Notebook> chapter() {
    return NAMES.stream()
        .map(name -> parse(name, Resource.text(Notebook.class, "/notebooks/" + name + ".md")))
        .toList();
  }

  /** Reads a notebook's Markdown. */
  public static Notebook parse(String name, String markdown) {
    List<Cell> cells = new ArrayList<>();
    Matcher code = CODE.matcher(markdown);
    int end = 0;
    while (code.find()) {
      addText(markdown.substring(end, code.start()), cells);
      cells.add(new Cell(true, code.group(2).strip(), code.group(1).strip()));
      end = code.end();
    }
    addText(markdown.substring(end), cells);
    return new Notebook(name, cells);
  }

  private static void addText(String text, List<Cell> cells) {
    if (!text.isBlank()) {
      cells.add(new Cell(false, text.strip(), ""));
    }
  }

  /** Takes the first heading, or the name where there is none. */
  public String title() {
    for (Cell cell : cells) {
      Matcher title = TITLE.matcher(cell.source());
      if (!cell.code() && title.find()) {
        return title.group(1);
      }
    }
    return name;
  }
}
