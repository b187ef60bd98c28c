package io.github.softmaxregression.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A run of the whole program in a process of its own.
 *
 * @param seconds from its start to its end
 * @param peakBytes the most memory it held at a time; 0 where the system does not tell
 */
record ChildProcess(double seconds, long peakBytes) {
  private static final long POLL_MILLIS = 10;
  private static final String PEAK = "VmHWM:";

  /**
   * Runs the program to its end, in silence.
   *
   * @param program how to start it, without arguments
   * @param folder its working folder
   * @throws IOException if it fails; the message is its own
   */
  static ChildProcess run(List<String> program, List<String> arguments, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    Path errors = folder.resolve("errors.txt");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    try {
      long peakBytes = 0;
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        peakBytes = Math.max(peakBytes, peakBytes(process.pid()));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (process.exitValue() != 0) {
        throw new IOException(
            "'%s' ended with exit code %d: %s"
                .formatted(
                    String.join(" ", arguments),
                    process.exitValue(),
                    Files.readString(errors, StandardCharsets.UTF_8).strip()));
      }
      return new ChildProcess(seconds, peakBytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a process", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The kernel's own record of the most resident memory, which only grows; Linux has it. */
  private static long peakBytes(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.substring(PEAK.length()).replace("kB", "").strip())
          .mapToLong(Long::parseLong)
          .map(kibibytes -> kibibytes * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // no such file on this system, or the process has just ended
    }
  }
}
