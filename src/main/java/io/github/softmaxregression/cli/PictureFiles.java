package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.picture.PictureReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The files that a command line means: files, folders with all that is in them, and patterns. */
final class PictureFiles {
  static final String STDIN = "-";

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private PictureFiles() {}

  /**
   * The files of some arguments, in their order; those of a folder or pattern by name.
   *
   * @param problems hears of folders and patterns that mean no picture, and of what cannot be read
   */
  static List<String> of(List<String> arguments, Consumer<IOException> problems) {
    List<String> files = new ArrayList<>();
    for (String argument : arguments) {
      Path path = pathOf(argument);
      boolean missing = path == null || !Files.exists(path);
      if (missing && GLOB.matcher(argument).find()) {
        files.addAll(some(argument, matching(argument, problems), problems));
      } else if (!missing && Files.isDirectory(path)) {
        files.addAll(some(argument, walk(path, PictureReader::isPicture, problems), problems));
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
    String advice = "name a file; where the locale is C, names beyond ASCII need LC_ALL=C.UTF-8";
    throw new InvalidFileException(file, "no possible path", "the path of a picture", advice);
  }

  /** Whether an input and a file are there and the same, under whatever names. */
  static boolean isSame(String input, Path file) throws IOException {
    Path path = input.equals(STDIN) ? null : pathOf(input);
    return path != null && Files.exists(path) && Files.exists(file) && Files.isSameFile(path, file);
  }

  private static List<String> matching(String pattern, Consumer<IOException> problems) {
    // The folders before the first wildcard need no search.
    String plain = GLOB.split(pattern, 2)[0];
    int end = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'));
    Path start = Path.of(end < 0 ? "" : end == 0 ? "/" : plain.substring(0, end));
    try {
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace('\\', '/'));
      return Files.isDirectory(start) ? walk(start, matcher::matches, problems) : List.of();
    } catch (PatternSyntaxException e) {
      return List.of();
    }
  }

  private static List<String> walk(
      Path folder, Predicate<Path> wanted, Consumer<IOException> problems) {
    List<String> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (Files.isRegularFile(file) && wanted.test(file)) {
                files.add(file.toString());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) {
              problems.accept(cause);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      problems.accept(e);
    }
    Collections.sort(files);
    return files;
  }

  private static List<String> some(
      String argument, List<String> files, Consumer<IOException> problems) {
    if (files.isEmpty()) {
      String expected = "PNG, JPEG, GIF, BMP, TIFF or WebP files";
      String advice = "name a file, a folder with pictures or a pattern";
      problems.accept(new InvalidFileException(argument, "no picture there", expected, advice));
    }
    return files;
  }
}
