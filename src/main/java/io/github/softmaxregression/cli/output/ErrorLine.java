package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.backend.NativeLibraries;
import io.github.softmaxregression.backend.UnusableDeviceException;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.Spelling;
import io.github.softmaxregression.picture.DamagedPicturesException;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.training.DivergenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit code. */
public final class ErrorLine {
  private ErrorLine() {}

  /** Tells that the command line was wrong: exit code 2. */
  public static int badCommandLine(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    String message = exception.getMessage();
    if (exception instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      message = (first.startsWith("-") ? "unknown option " : "unknown argument ") + first;
      message += didYouMean(unmatched);
    }
    if (isImpossiblePath(exception)) {
      message = Spelling.problem(exception.getValue()).getMessage();
    }
    String path = command.getCommandSpec().qualifiedName().replaceFirst("^\\S+ ?", "");
    List<String> help = List.of((path + " --help").strip().split(" "));
    print(command.getErr(), message + "; see '" + TypedCommand.of(help) + "'");
    return CommandLine.ExitCode.USAGE;
  }

  /** Names the command or option that is spelt most alike. */
  private static String didYouMean(UnmatchedArgumentException unmatched) {
    String typed = unmatched.getUnmatched().get(0);
    return unmatched.getSuggestions().stream()
        .min(Comparator.comparingInt(each -> distance(typed, each)))
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }

  /** Counts the letters to change, add or take away (Levenshtein, 1966). */
  private static int distance(String one, String other) {
    int[] row = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int k = 1; k <= other.length(); k++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(k - 1) ? 0 : 1);
        diagonal = row[k];
        row[k] = Math.min(changed, 1 + Math.min(row[k], row[k - 1]));
      }
    }
    return row[other.length()];
  }

  private static boolean isImpossiblePath(ParameterException exception) {
    try {
      boolean path = exception.getArgSpec() != null && exception.getValue() != null;
      Class<?> type = path ? exception.getArgSpec().type() : null;
      return (type == Path.class || type == ModelSource.class)
          && Path.of(exception.getValue()).toString().isEmpty();
    } catch (InvalidPathException e) {
      return true;
    }
  }

  /** Refuses options between a command and its subcommand, which alone has options that count. */
  public static void requireOptionsAfterSubcommand(ParseResult command) {
    if (!command.matchedOptions().isEmpty()) {
      String option = command.matchedOptions().get(0).longestName();
      String name = command.subcommand().commandSpec().name();
      throw new ParameterException(
          command.commandSpec().commandLine(),
          "%s before %s: expected options after it".formatted(option, name));
    }
  }

  /** Tells that the work failed: exit code 1. */
  public static int failedWork(Throwable error, PrintWriter err) {
    warn(error, err);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Tells that a part of the work failed; the rest goes on. */
  public static void warn(Throwable error, PrintWriter err) {
    if (error instanceof DamagedPicturesException damaged) {
      damaged.each().forEach(each -> warn(each, err));
    }
    print(err, describe(error));
  }

  /** Tells that standard output cannot be written, on a full disk for example: exit code 1. */
  public static int failedOutput(PrintWriter err) {
    print(err, "standard output cannot be written: what was printed is not complete");
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(PrintWriter err, String message) {
    err.println("error: " + ForeignText.plain(message.strip().replaceAll("\\s*\\R\\s*", " ")));
    err.flush();
  }

  /** Describes an error to a user, in one line. */
  public static String describe(Throwable error) {
    if (error instanceof UncheckedIOException unchecked) {
      return describe(unchecked.getCause());
    }
    if (error instanceof AccessDeniedException e) {
      return e.getFile() + ": permission denied";
    }
    if (error instanceof NoSuchFileException e) {
      return e.getFile() + ": no such file or folder";
    }
    if (error instanceof FileSystemException e && e.getReason() == null) {
      return e.getFile() + ": " + e.getClass().getSimpleName();
    }
    if (error instanceof IOException
        || error instanceof DivergenceException
        || error instanceof UnusableDeviceException) {
      return error.getMessage();
    }
    Throwable root = Causes.root(error);
    if (root instanceof OutOfMemoryError) {
      return "not enough memory (%s); give Java more, as in java -Xmx2g"
          .formatted(root.getMessage());
    }
    if (error instanceof DL4JException) {
      return "SoftmaxConfiguration.java: found a network that Deeplearning4j refuses (%s), expected"
              .formatted(error.getMessage().strip().lines().findFirst().orElse(""))
          + " layers that fit together; correct them";
    }
    if (error instanceof LinkageError linkage) {
      return NativeLibraries.describe(linkage);
    }
    return root instanceof InvalidPathException invalid
        ? Spelling.problem(invalid.getInput()).getMessage()
        : BugReport.of(error);
  }
}
