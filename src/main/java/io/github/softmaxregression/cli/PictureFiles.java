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
  /** Standard input. */
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
      if (path != null && Files.isDirectory(path)) {
        files.addAll(some(argument, walk(path, PictureReader::isPicture, problems), problems));
      } else if (!argument.equals(STDIN)
          && (path == null || !Files.exists(path))
          && GLOB.matcher(argument).find()) {
        files.addAll(some(argument, matching(argument, problems), problems));
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

  /**
   * The path of a file.
   *
   * @throws InvalidFileException if the system allows no such path
   */
  static Path path(String file) throws InvalidFileException {
    Path path = pathOf(file);
    if (path == null) {
      throw new InvalidFileException(
          file,
          "no possible path",
          "the path of a picture",
          "name a file; where the locale is C, names beyond ASCII need LC_ALL=C.UTF-8");
    }
    return path;
  }

  /** Whether an input is a file that is there, under whatever name. */
  static boolean isSame(String input, Path file) throws IOException {
    Path path = input.equals(STDIN) ? null : pathOf(input);
    return path != null && Files.exists(path) && Files.isSameFile(path, file);
  }

  private static List<String> matching(String pattern, Consumer<IOException> problems) {
    // The folders before the first wildcard need no search.
    String plain = pattern.substring(0, firstWildcard(pattern));
    int end = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'));
    Path start = Path.of(end < 0 ? "" : end == 0 ? "/" : plain.substring(0, end));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try {
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace('\\', '/'));
      return walk(start, matcher::matches, problems);
    } catch (PatternSyntaxException e) {
      return List.of();
    }
  }

  private static int firstWildcard(String pattern) {
    var matcher = GLOB.matcher(pattern);
    return matcher.find() ? matcher.start() : pattern.length();
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
      problems.accept(
          new InvalidFileException(
              argument,
              "no picture there",
              "PNG, JPEG, GIF, BMP, TIFF or WebP files",
              "name a file, a folder with pictures or a pattern"));
    }
    return files;
  }
}
