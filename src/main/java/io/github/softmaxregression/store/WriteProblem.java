package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
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
