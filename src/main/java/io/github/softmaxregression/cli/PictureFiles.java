package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.Spelling;
import io.github.softmaxregression.picture.PictureTree;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The files that a command line means: files, folders with all that is in them, and patterns. */
final class PictureFiles {
  static final String STDIN = "-";

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private final Consumer<IOException> problems;
  private final Consumer<String> notices;

  /**
   * Looks for files.
   *
   * @param problems hears of folders and patterns that mean no picture, and of what cannot be read
   * @param notices hears what is left out
   */
  PictureFiles(Consumer<IOException> problems, Consumer<String> notices) {
    this.problems = problems;
    this.notices = notices;
  }

  /** The files of some arguments, in their order; those of a folder or pattern by name. */
  List<String> of(List<String> arguments) {
    List<String> files = new ArrayList<>();
    for (String argument : arguments) {
      Path path = pathOf(argument);
      boolean missing = path == null || !Files.exists(path);
      if (missing && GLOB.matcher(argument).find()) {
        files.addAll(matching(argument));
      } else if (!missing && Files.isDirectory(path)) {
        files.addAll(some(argument, PictureTree.of(path)));
      } else {
        files.add(argument);
      }
    }
    return files;
  }

  /** Null for what the system does not allow as a path, a pattern for example. */
  private static Path pathOf(String argument) {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Gives the path of a file, or throws an InvalidFileException if the system allows no such. */
  static Path path(String file) throws InvalidFileException {
    Path path = pathOf(file);
    if (path != null) {
      return path;
    }
    throw Spelling.problem(file);
  }

  /** Whether an input and a file are there and the same, under whatever names. */
  static boolean isSame(String input, Path file) throws IOException {
    Path path = input.equals(STDIN) ? null : pathOf(input);
    return path != null && Files.exists(path) && Files.exists(file) && Files.isSameFile(path, file);
  }

  private List<String> matching(String pattern) {
    // The folders before the first wildcard need no search.
    String plain = GLOB.split(pattern, 2)[0];
    int end = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'));
    Path start = Path.of(end < 0 ? "" : end == 0 ? "/" : plain.substring(0, end));
    try {
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace('\\', '/'));
      return Files.isDirectory(start)
          ? some(pattern, PictureTree.of(start, matcher::matches))
          : some(pattern, PictureTree.EMPTY);
    } catch (PatternSyntaxException e) {
      return some(pattern, PictureTree.EMPTY);
    }
  }

  private List<String> some(String argument, PictureTree tree) {
    tree.problems().forEach(problems);
    if (!tree.leftOut().isEmpty()) {
      notices.accept(argument + ": " + tree.leftOut());
    }
    if (tree.pictures().isEmpty() && tree.problems().isEmpty()) {
      String expected = "PNG, JPEG, GIF, BMP, TIFF or WebP files";
      String advice = "name a file, a folder with pictures or a pattern";
      problems.accept(new InvalidFileException(argument, "no picture there", expected, advice));
    }
    return tree.pictures().stream().map(Path::toString).toList();
  }
}
