package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** A run of the command line inside this process, and what came of it. */
public record CommandLine(int exitCode, String out, String err) {

  /** Runs a line, split at blanks, and behind it arguments that may hold some. */
  public static CommandLine run(String line, Object... more) {
    return run(false, line, more);
  }

  static String[] args(String line, Object... more) {
    Stream<String> paths = Arrays.stream(more).map(Object::toString);
    return Stream.concat(Arrays.stream(line.strip().split(" ")), paths).toArray(String[]::new);
  }

  static CommandLine run(boolean terminal, String line, Object... more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        new Main(new PrintStream(out), new PrintStream(err), terminal).run(args(line, more));
    return new CommandLine(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Expects an exit code, nothing on standard output, one line on standard error. */
  static void fails(int exitCode, String message, String line, Object... more) {
    CommandLine result = run(line, more);
    assertThat(result.err()).startsWith("error: ").contains(message).hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
  }
}
