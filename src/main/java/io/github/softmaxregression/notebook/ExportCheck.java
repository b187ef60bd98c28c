package io.github.softmaxregression.notebook;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.notebook.IpynbFormat.CellText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what notebooks give with an earlier export. */
public final class ExportCheck {
  // Another kind of processor rounds sums otherwise: a few images in ten thousand change sides.
  private static final double TOLERANCE = 0.0015;

  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");

  private ExportCheck() {}

  /**
   * Compares each cell's source, and the text that it gives, with the export in a folder.
   *
   * @return what differs, a line for each cell; empty if nothing does
   * @throws InvalidFileException if a notebook is not there, or no notebook
   */
  public static List<String> differences(Export now, Path folder) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> file : now.files().entrySet()) {
      if (file.getKey().endsWith(".ipynb")) {
        differences.addAll(differences(file.getValue(), folder.resolve(file.getKey())));
      }
    }
    return differences;
  }

  private static List<String> differences(String notebook, Path file) throws IOException {
    List<CellText> before = read(file);
    List<CellText> now = IpynbFormat.read(notebook);
    List<String> differences = new ArrayList<>();
    if (before.size() != now.size()) {
      return List.of("%s: %d cells, now %d".formatted(file, before.size(), now.size()));
    }
    for (int i = 0; i < now.size(); i++) {
      CellText old = before.get(i);
      String difference = difference(old.text(), now.get(i).text());
      if (!old.source().equals(now.get(i).source())) {
        difference = "something else is written in it now; export it again";
      }
      if (difference != null) {
        differences.add("%s: cell %d: %s".formatted(file, i + 1, difference));
      }
    }
    return differences;
  }

  /** Throws an InvalidFileException unless a notebook was exported. */
  public static void requireThere(Notebook notebook, Path folder) throws IOException {
    read(folder.resolve(IpynbFormat.fileName(notebook)));
  }

  private static List<CellText> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InvalidFileException(
          file, "no such file", "an exported notebook", "make it with notebooks export");
    }
    try {
      return IpynbFormat.read(Files.readString(file));
    } catch (RuntimeException e) { // of JSON, or of something else in it
      throw new InvalidFileException(
          file, "no notebook", "one that notebooks export has written", "export it again");
    }
  }

  /** Finds the first line that differs, or null. */
  static String difference(String before, String now) {
    List<String> old = before.lines().toList();
    List<String> fresh = now.lines().toList();
    for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
      String first = i < old.size() ? old.get(i) : "(nothing)";
      String second = i < fresh.size() ? fresh.get(i) : "(nothing)";
      if (!same(first, second)) {
        return "\"%s\", now \"%s\"".formatted(first.strip(), second.strip());
      }
    }
    return null;
  }

  private static boolean same(String first, String second) {
    if (!frame(first).equals(frame(second))) {
      return false;
    }
    Matcher numbers = DECIMAL.matcher(first);
    Matcher others = DECIMAL.matcher(second);
    while (numbers.find() && others.find()) {
      double one = Double.parseDouble(numbers.group());
      double other = Double.parseDouble(others.group());
      if (Math.abs(one - other) > TOLERANCE * Math.max(1, Math.abs(one))) {
        return false;
      }
    }
    return true;
  }

  /** Leaves numbers out, and spaces: a number may become longer by a digit, its space shorter. */
  private static String frame(String line) {
    return DECIMAL.matcher(line).replaceAll("#").replace(" ", "");
  }
}
