package io.github.softmaxregression.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text and code in turn, as it is written: Markdown, in which every block fenced as {@code java} is
 * a cell to run. What stands behind the word {@code java} says what the cell's picture shows.
 *
 * @param name of its files, without an ending
 * @param cells in order
 */
public record Notebook(String name, List<Cell> cells) {
  /** Those of the chapter, in reading order. */
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

  /** The chapter's notebooks, in order. */
  public static List<Notebook> chapter() {
    return NAMES.stream().map(name -> parse(name, resource(name + ".md"))).toList();
  }

  private static String resource(String name) {
    try (InputStream in = Notebook.class.getResourceAsStream("/notebooks/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** The first heading, or the name where there is none. */
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
