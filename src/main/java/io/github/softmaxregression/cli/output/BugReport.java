package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.store.Versions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the stack traces of unexpected errors to files, one for each place of failure. */
final class BugReport {
  /** Says where bugs are told of, beside the address in pom.xml. */
  private static final String ADDRESS =
      "https://github.com/softmaxregression/softmax-regression/issues";

  /** Limits the files of a server that runs for long. */
  private static final int MOST_FILES = 20;

  private static final Map<String, Path> WRITTEN = new ConcurrentHashMap<>();

  private BugReport() {}

  /**
   * Describes an error in one line, and writes its trace to a temporary file that the line names.
   */
  static String of(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    String place = error.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    String line = "unexpected %s; this is a bug: please report it at %s".formatted(error, ADDRESS);
    try {
      Path file = WRITTEN.get(place);
      if (file == null && WRITTEN.size() < MOST_FILES) {
        file = write(error);
        WRITTEN.put(place, file);
      }
      return file == null ? line : line + " with " + file;
    } catch (IOException e) { // no place for it: the line has to do
      return line;
    }
  }

  private static Path write(Throwable error) throws IOException {
    Path file = Files.createTempFile("softmax-regression-bug-", ".txt");
    try (PrintWriter out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
      Versions.all().forEach((library, version) -> out.println(library + " " + version));
      for (String property : new String[] {"java.vendor", "java.version", "os.name", "os.arch"}) {
        out.println(property + " " + System.getProperty(property));
      }
      error.printStackTrace(out);
    }
    return file;
  }
}
