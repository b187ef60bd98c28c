package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that are whole or not there. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content; what it throws leaves no file behind. */
  @FunctionalInterface
  public interface Content {
    /** Writes to a stream that it need not close. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Finds out before long work whether a file could be written at its end, by making its folder and
   * a temporary file in it. An existing file is not touched.
   *
   * @throws IOException if not
   */
  public static void requireWritable(Path file) throws IOException {
    Path temporary = temporaryBeside(target(file));
    try {
      Files.createDirectories(temporary.getParent());
      Files.createFile(temporary);
    } catch (IOException e) {
      throw notWritable(file, e);
    } finally {
      deleteIfThere(temporary);
    }
  }

  /**
   * Writes to a temporary file in the same folder, forces it to disk and moves it into place.
   *
   * @param file replaced if it exists; missing folders are made
   * @throws IOException if it cannot be written; an old file is untouched then
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = target(file);
    Path temporary = temporaryBeside(target);
    try {
      Files.createDirectories(temporary.getParent());
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw notWritable(file, e);
    } finally {
      deleteIfThere(temporary);
    }
  }

  /**
   * Deletes temporary files that killed processes have left for a file. Only for who knows that no
   * other process writes it.
   */
  static void sweep(Path file) throws IOException {
    Path target = target(file);
    Pattern temporary =
        Pattern.compile(Pattern.quote("." + target.getFileName() + ".") + "\\d+\\.tmp");
    try (Stream<Path> siblings = Files.list(target.getParent())) {
      siblings
          .filter(sibling -> temporary.matcher(sibling.getFileName().toString()).matches())
          .forEach(AtomicFile::deleteIfThere);
    }
  }

  private static void deleteIfThere(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // Where it cannot be deleted it could not be made either, and that is what the user hears.
    }
  }

  /** The file itself where the path is a link; devices and folders are refused, not replaced. */
  private static Path target(Path file) throws IOException {
    if (!Files.exists(file)) {
      return file.toAbsolutePath();
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidFileException(
          file,
          Files.isDirectory(file) ? "a folder" : "something that is no file",
          "a file or nothing",
          "name a file to write");
    }
    return file.toRealPath();
  }

  private static Path temporaryBeside(Path target) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
  }

  private static IOException notWritable(Path file, IOException cause) {
    IOException exception =
        new InvalidFileException(
            file,
            "that it cannot be written (" + reason(cause) + ")",
            "a folder with write permission and space",
            "choose another place");
    exception.initCause(cause);
    return exception;
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
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason().toLowerCase(Locale.ROOT);
    }
    return e.getMessage();
  }
}
