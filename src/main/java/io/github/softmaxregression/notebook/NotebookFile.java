package io.github.softmaxregression.notebook;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads notebooks that somebody works on. */
public final class NotebookFile {
  private static final long MOST_BYTES = 50_000_000;

  private NotebookFile() {}

  /**
   * Reads a notebook's file, Jupyter's or Markdown.
   *
   * @throws InvalidFileException if it is neither
   */
  public static Notebook read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
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
}
