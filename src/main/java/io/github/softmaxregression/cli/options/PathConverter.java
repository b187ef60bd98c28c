package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.data.Spelling;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Makes paths of what stands on the command line. */
public final class PathConverter {
  private PathConverter() {}

  /** Returns a path, or throws what picocli tells of an impossible one. */
  public static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(Spelling.problem(text).getMessage());
    }
  }
}
