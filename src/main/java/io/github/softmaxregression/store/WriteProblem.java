package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in one line why a file cannot be written. */
final class WriteProblem {
  private WriteProblem() {}

  static IOException of(Path file, IOException cause) {
    String found = "that it cannot be written (" + reason(cause) + ")";
    String expected = "a folder with write permission and space";
    return (IOException)
        new InvalidFileException(file, found, expected, "choose another place").initCause(cause);
  }

  /** Says that something is no file to write to. */
  static IOException noFile(Path file) {
    String found = Files.isDirectory(file) ? "a folder" : "something that is no file";
    return new InvalidFileException(file, found, "a file or nothing", "name a file to write");
  }

  /** Says that a folder is another run's. */
  static IOException locked(Path folder) {
    return new InvalidFileException(
        folder,
        "another run that writes there",
        "a folder of its own for each run",
        "wait for its end, or name another folder with --out");
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "its folder cannot be made";
    }
    if (e instanceof FileAlreadyExistsException file) {
      return file.getFile() + " is no folder";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : null;
    return reason == null ? e.getMessage() : reason.toLowerCase(Locale.ROOT);
  }
}
