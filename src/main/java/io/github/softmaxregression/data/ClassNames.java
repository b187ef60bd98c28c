package io.github.softmaxregression.data;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** Names of classes in a text file. */
public final class ClassNames {
  /** Is what some editors put before a text. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final int MOST_BYTES = 1 << 20;

  private ClassNames() {}

  /**
   * Reads names, one on each line, in label order.
   *
   * @throws InvalidFileException if it is no text in UTF-8, or a name comes twice
   */
  public static List<String> read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
      String other = Files.exists(file) ? "something that is no file" : "no such file";
      String found =
          Files.isRegularFile(file) ? "more than %,d bytes".formatted(MOST_BYTES) : other;
      throw new InvalidFileException(file, found, "a name on each line", "name a text file");
    }
    List<String> names;
    try {
      names =
          Files.readAllLines(file).stream()
              .map(name -> name.replace(BYTE_ORDER_MARK, "").strip())
              .filter(name -> !name.isEmpty())
              .toList();
    } catch (CharacterCodingException e) {
      throw new InvalidFileException(
          file, "bytes that are no UTF-8", "a name on each line", "save it as UTF-8");
    }
    if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
      String found = names.isEmpty() ? "no names" : "a name that comes twice";
      String expected = "a name on each line, all different";
      throw new InvalidFileException(file, found, expected, "give each class its own");
    }
    return names;
  }
}
