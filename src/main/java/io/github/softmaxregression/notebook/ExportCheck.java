package io.github.softmaxregression.notebook;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.notebook.IpynbFormat.CellText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what notebooks give with an export of before. */
public final class ExportCheck {
  /**
   * How far numbers with decimals may be apart: on another kind of processor sums are rounded
   * otherwise, and a few images in ten thousand change sides.
   */
  private static final double TOLERANCE = 0.0015;

  private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+");

  private ExportCheck() {}

  /**
   * Compares what is written in each cell, and the text that it gives.
   *
   * @param folder with the export
   * @return what differs, a line for each cell; empty if nothing does
   * @throws InvalidFileException if the notebook is not there, or no notebook
   */
  public static List<String> differences(ExecutedNotebook executed, Path folder)
      throws IOException {
    Path file = folder.resolve(IpynbFormat.fileName(executed.notebook().name()));
    List<CellText> before = read(file);
    byte[] written = new IpynbFormat().write(executed).values().iterator().next();
    List<CellText> now = IpynbFormat.read(new String(written, StandardCharsets.UTF_8));
    List<String> differences = new ArrayList<>();
    if (before.size() != now.size()) {
      differences.add("%s: %d cells, now %d".formatted(file, before.size(), now.size()));
      return differences;
    }
    for (int i = 0; i < now.size(); i++) {
      String difference =
          before.get(i).source().equals(now.get(i).source())
              ? difference(before.get(i).text(), now.get(i).text())
              : "something else is written in it now; export it again";
      if (difference != null) {
        differences.add("%s: cell %d: %s".formatted(file, i + 1, difference));
      }
    }
    return differences;
  }

  /**
   * Looks whether a notebook was exported, before it is run.
   *
   * @throws InvalidFileException if not
   */
  public static void requireThere(Notebook notebook, Path folder) throws IOException {
    read(folder.resolve(IpynbFormat.fileName(notebook.name())));
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

  /** The first line that differs, or null. */
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

  private static String frame(String line) {
    return DECIMAL.matcher(line).replaceAll("#").replace(" ", "");
  }

  private static boolean same(String first, String second) {
    // A number may become longer by a digit, and the space before it shorter.
    if (!frame(first).equals(frame(second))) {
      return false;
    }
    Matcher numbers = DECIMAL.matcher(first);
    Matcher others = DECIMAL.matcher(second);
    while (numbers.find() && others.find()) {
      double one = Double.parseDouble(numbers.group());
      if (Math.abs(one - Double.parseDouble(others.group()))
          > TOLERANCE * Math.max(1, Math.abs(one))) {
        return false;
      }
    }
    return true;
  }
}
