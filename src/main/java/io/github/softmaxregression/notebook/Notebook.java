package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds text and code in turn. Its source is Markdown, in which every block fenced as {@code java}
 * is a cell to run; the words behind {@code java} say what the cell's picture shows. What stands
 * between {@code <details>} with a summary and {@code </details>} is folded away.
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
          "05-going-further",
          "06-exercises-softmax",
          "07-exercises-from-scratch",
          "08-exercises-training",
          "09-how-far-a-linear-model-goes");

  private static final Pattern CODE_OR_FOLD =
      Pattern.compile(
          "^```java *(?<alternative>[^\n]*)\n(?<code>.*?)^```$"
              + "|^<details>\n<summary>(?<fold>[^\n]+)</summary>$|^(?<end></details>)$",
          Pattern.MULTILINE | Pattern.DOTALL);

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
    Matcher part = CODE_OR_FOLD.matcher(markdown);
    String fold = "";
    int end = 0;
    while (part.find()) {
      addText(markdown.substring(end, part.start()), fold, cells);
      if (part.group("code") != null) {
        String alternative = part.group("alternative").strip();
        cells.add(new Cell(true, part.group("code").strip(), alternative, fold));
      } else {
        fold = part.group("end") == null ? part.group("fold") : "";
      }
      end = part.end();
    }
    addText(markdown.substring(end), fold, cells);
    return new Notebook(name, cells);
  }

  private static void addText(String text, String fold, List<Cell> cells) {
    if (!text.isBlank()) {
      cells.add(new Cell(false, text.strip(), "", fold));
    }
  }

  /** Adds a cell at its end. */
  Notebook with(Cell last) {
    return new Notebook(name, Stream.concat(cells.stream(), Stream.of(last)).toList());
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
