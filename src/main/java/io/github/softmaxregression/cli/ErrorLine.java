package io.github.softmaxregression.cli;

import io.github.softmaxregression.training.DivergenceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit code. */
public final class ErrorLine {
  private ErrorLine() {}

  /** The command line was wrong: exit code 2. */
  static int badCommandLine(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    String message = exception.getMessage();
    if (exception instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      message = (first.startsWith("-") ? "unknown option " : "unknown argument ") + first;
    }
    String name = command.getCommandSpec().qualifiedName();
    print(command, message + "; see '" + name + " --help'");
    return CommandLine.ExitCode.USAGE;
  }

  /** The work failed: exit code 1. */
  static int failedWork(Exception exception, CommandLine command, ParseResult parsed) {
    print(command, describe(exception));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(CommandLine command, String message) {
    command.getErr().println("error: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    command.getErr().flush();
  }

  /** What a user needs to know of an error, in one line. */
  public static String describe(Throwable error) {
    if (error instanceof AccessDeniedException e) {
      return e.getFile() + ": permission denied";
    }
    if (error instanceof NoSuchFileException e) {
      return e.getFile() + ": no such file or folder";
    }
    if (error instanceof FileSystemException e && e.getReason() == null) {
      return e.getFile() + ": " + e.getClass().getSimpleName();
    }
    if (error instanceof IOException || error instanceof DivergenceException) {
      return error.getMessage();
    }
    if (error instanceof OutOfMemoryError) {
      return "not enough memory (" + error.getMessage() + "); give Java more, as in java -Xmx4g";
    }
    StackTraceElement[] trace = error.getStackTrace();
    return "unexpected %s%s; this is a bug, please report it"
        .formatted(error, trace.length == 0 ? "" : " at " + trace[0]);
  }
}
