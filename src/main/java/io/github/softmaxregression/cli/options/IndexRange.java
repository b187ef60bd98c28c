package io.github.softmaxregression.cli.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Indices as a user writes them: {@code 7}, {@code 0..5} with both ends, or several of these with
 * commas. Kept as written, so that a huge range costs nothing before it is checked.
 */
public final class IndexRange {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

  private final int[][] parts; // [first, last] each

  private IndexRange(int[][] parts) {
    this.parts = parts;
  }

  public static IndexRange parse(String text) {
    String[] pieces = text.split(",", -1);
    int[][] parts = new int[pieces.length][];
    for (int i = 0; i < pieces.length; i++) {
      Matcher matcher = PART.matcher(pieces[i].strip());
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "': expected 7, 0..5 or 0..5,17");
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (last < first) {
        throw new TypeConversionException("'" + text + "': the range " + pieces[i] + " is empty");
      }
      parts[i] = new int[] {first, last};
    }
    return new IndexRange(parts);
  }

  public int largest() {
    return Stream.of(parts).mapToInt(part -> part[1]).max().orElseThrow();
  }

  /** All indices in the order written. */
  public int[] indices() {
    return Stream.of(parts).flatMapToInt(part -> IntStream.rangeClosed(part[0], part[1])).toArray();
  }

  /** For picocli. */
  public static final class Converter implements ITypeConverter<IndexRange> {
    @Override
    public IndexRange convert(String value) {
      return parse(value);
    }
  }
}
