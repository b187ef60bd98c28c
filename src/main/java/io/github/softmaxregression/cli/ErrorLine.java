package io.github.softmaxregression.cli;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.backend.UnusableDeviceException;
import io.github.softmaxregression.training.DivergenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one line on standard error and an exit code. */
public final class ErrorLine {
  private ErrorLine() {}

  /** The command line was wrong: exit code 2. */
  public static int badCommandLine(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    String message = exception.getMessage();
    if (exception instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      message = (first.startsWith("-") ? "unknown option " : "unknown argument ") + first;
    }
    String name = command.getCommandSpec().qualifiedName();
    print(command.getErr(), message + "; see '" + name + " --help'");
    return CommandLine.ExitCode.USAGE;
  }

  /** The work failed: exit code 1. */
  public static int failedWork(Throwable error, PrintWriter err) {
    print(err, describe(error));
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** A part of the work failed, and the rest goes on: the message, which is printed. */
  static String warn(Exception error, PrintWriter err) {
    String message = describe(error);
    print(err, message);
    return message;
  }

  /** Standard output does not take what is written, a full disk for example: exit code 1. */
  public static int failedOutput(PrintWriter err) {
    print(err, "standard output cannot be written: what was printed is not complete");
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(PrintWriter err, String message) {
    err.println("error: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }

  /** What a user needs to know of an error. */
  private static String describe(Throwable error) {
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
    if (error instanceof LinkageError) {
      return "a native library does not load on this machine (%s); see Platforms and GPUs in the README"
          .formatted(root);
    }
    StackTraceElement[] trace = error.getStackTrace();
    return "unexpected %s%s; this is a bug, please report it"
        .formatted(error, trace.length == 0 ? "" : " at " + trace[0]);
  }
}
