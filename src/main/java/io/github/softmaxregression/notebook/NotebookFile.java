package io.github.softmaxregression.notebook;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads notebooks from files that users edit; refuses what a run would leave out. */
public final class NotebookFile {
  /** Finds what begins a block of Java, but for a cell's own begin. */
  private static final Pattern JAVA =
      Pattern.compile("^ *```+ *java\\b.*", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

  private static final long MOST_BYTES = 50_000_000;

  private NotebookFile() {}

  /**
   * Reads a notebook's file, Jupyter's or Markdown.
   *
   * @throws InvalidFileException if it is neither
   */
  public static Notebook read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!Files.exists(file)) {
      throw new InvalidFileException(
          file, "no such file", "a notebook", "make one with notebooks start");
    }
    if (!name.endsWith(".ipynb") && !name.endsWith(".md") || !Files.isRegularFile(file)) {
      throw new InvalidFileException(
          file, "no notebook", "a file ending in .ipynb or .md", "make one with notebooks start");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new InvalidFileException(
          file,
          "%,d bytes".formatted(Files.size(file)),
          "at most %,d".formatted(MOST_BYTES),
          "delete its outputs");
    }
    Notebook notebook = parsed(file, name);
    requireCells(notebook, file);
    return notebook;
  }

  private static Notebook parsed(Path file, String name) throws IOException {
    try {
      String text = Files.readString(file).replace("\r\n", "\n");
      return name.endsWith(".md") ? Notebook.parse(name, text) : IpynbFormat.parse(name, text);
    } catch (CharacterCodingException e) {
      throw new InvalidFileException(file, "no UTF-8", "a notebook's text", "save it as UTF-8");
    } catch (RuntimeException e) { // of JSON, or of something else in it
      throw new InvalidFileException(
          file, "no notebook", "Jupyter's format 4", "save it in Jupyter anew");
    }
  }

  /** A block of Java that is fenced otherwise would be left out in silence. */
  private static void requireCells(Notebook notebook, Path file) throws InvalidFileException {
    boolean markdown = file.toString().endsWith(".md");
    for (Cell cell : notebook.cells()) {
      Matcher block = JAVA.matcher(cell.source());
      if (markdown && !cell.code() && block.find()) {
        throw new InvalidFileException(
            file,
            "a block of Java that is no cell (%s)".formatted(block.group().strip()),
            "```java at a line's begin, and ``` at another's",
            "fence it so, or with ~~~ if it is only to be read");
      }
    }
    if (notebook.cells().stream().noneMatch(Cell::code)) {
      throw new InvalidFileException(
          file, "no cells of code", "one or more", "see what notebooks start writes");
    }
  }
}
