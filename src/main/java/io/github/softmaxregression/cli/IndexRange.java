package io.github.softmaxregression.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Indices as a user writes them: {@code 7}, {@code 0..5} with both ends, or several of these with
 * commas. Kept as written, so that a huge range costs nothing before it is checked.
 */
final class IndexRange {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

  private final int[][] parts; // [first, last] each

  private IndexRange(int[][] parts) {
    this.parts = parts;
  }

  static IndexRange parse(String text) {
    String[] pieces = text.split(",", -1);
    int[][] parts = new int[pieces.length][];
    for (int i = 0; i < pieces.length; i++) {
      Matcher matcher = PART.matcher(pieces[i].strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("'" + text + "': expected 7, 0..5 or 0..5,17");
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first) {
        throw new IllegalArgumentException("'" + text + "': the range " + pieces[i] + " is empty");
      }
      parts[i] = new int[] {first, last};
    }
    return new IndexRange(parts);
  }

  int largest() {
    int largest = 0;
    for (int[] part : parts) {
      largest = Math.max(largest, part[1]);
    }
    return largest;
  }

  /** All indices in the order written. */
  int[] indices() {
    IntStream all = IntStream.empty();
    for (int[] part : parts) {
      all = IntStream.concat(all, IntStream.rangeClosed(part[0], part[1]));
    }
    return all.toArray();
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<IndexRange> {
    @Override
    public IndexRange convert(String value) {
      try {
        return parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
