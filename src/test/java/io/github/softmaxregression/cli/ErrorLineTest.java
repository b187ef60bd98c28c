package io.github.softmaxregression.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.cli.output.ErrorLine;
import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told of an error: what to do, or that it is a bug. */
class ErrorLineTest {
  private static final Pattern REPORT =
      Pattern.compile(
          "unexpected java.lang.IllegalStateException: (\\w+); this is a bug: please report it at"
              + " https://\\S+/issues with (\\S+\\.txt)");

  private static Path report(IllegalStateException bug) {
    Matcher told = REPORT.matcher(ErrorLine.describe(bug));
    assertThat(told.matches()).isTrue();
    return Path.of(told.group(2));
  }

  private static IllegalStateException bug(String message) {
    return new IllegalStateException(message, new IOException("the cause"));
  }

  @Test
  void aBugIsWrittenDownOnceWithItsTrace() throws IOException {
    Path first = report(bug("first"));
    assertThat(Files.readString(first))
        .contains("java.lang.IllegalStateException: first", "ErrorLineTest.bug")
        .contains("Caused by: java.io.IOException: the cause")
        .contains("softmax-regression 1.", "Deeplearning4j ", "java.version ", "os.name ");
    assertThat(report(bug("again"))).isEqualTo(first);
    Files.delete(first);
  }

  static Stream<Throwable> noBugs() {
    return Stream.of(
        new NoSuchFileException("a"),
        new AccessDeniedException("a"),
        new UncheckedIOException(new NoSuchFileException("a")),
        new UncheckedIOException(new InvalidFileException("a", "b", "c", "d")),
        new OutOfMemoryError("Java heap space"),
        new InvalidPathException("a", "Malformed input"),
        new UnsatisfiedLinkError("x"),
        new NoClassDefFoundError("x"));
  }

  @ParameterizedTest
  @MethodSource("noBugs")
  void whatIsNoBugIsNotCalledOne(Throwable error) {
    assertThat(ErrorLine.describe(error)).doesNotContain("bug", "Unchecked").doesNotContain("\n");
  }
}
