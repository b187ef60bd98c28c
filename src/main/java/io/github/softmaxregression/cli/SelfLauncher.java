package io.github.softmaxregression.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to start this program again, as this process was started: same Java, same classes. */
final class SelfLauncher {
  /** The class that starts the program, by name: it uses this package, not the other way round. */
  private static final String MAIN = "io.github.softmaxregression.Main";

  private SelfLauncher() {}

  /** The beginning of a command line, for any working folder; the program's arguments follow. */
  static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        absolute(System.getProperty("java.class.path")),
        MAIN);
  }

  private static String absolute(String classPath) {
    String separator = System.getProperty("path.separator");
    return Stream.of(classPath.split(separator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(separator));
  }
}
