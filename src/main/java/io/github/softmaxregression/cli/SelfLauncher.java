package io.github.softmaxregression.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells how to start this program again as it was started: same Java, same classes. */
final class SelfLauncher {
  /** Names the class that starts the program; it uses this package, not the other way round. */
  private static final String MAIN = "io.github.softmaxregression.Main";

  private SelfLauncher() {}

  /** Begins a command line for any working folder; the program's arguments follow. */
  static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Silences Java's warnings about JavaCPP; older Java refuses to start with the second flag.
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), MAIN));
    return command;
  }

  private static String absolute(String classPath) {
    String separator = System.getProperty("path.separator");
    return Stream.of(classPath.split(separator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(separator));
  }
}
