package io.github.softmaxregression.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the whole program in a process of its own.
 *
 * @param seconds from its start to its end
 * @param peakBytes the most memory it held at a time; 0 where the system does not tell
 */
record ChildProcess(double seconds, long peakBytes) {
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
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        peakBytes = Math.max(peakBytes, peakBytes(process.pid()));
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (process.exitValue() != 0) {
        String name = String.join(" ", arguments);
        String message = Files.readString(errors).strip();
        throw new IOException(
            "'%s' ended with exit code %d: %s".formatted(name, process.exitValue(), message));
      }
      return new ChildProcess(seconds, peakBytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a process", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Reads Linux's own record of the most resident memory, in KiB, which only grows. */
  private static long peakBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // no such file on this system, or the process has just ended
    }
  }
}
