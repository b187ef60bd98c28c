package io.github.softmaxregression.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.function.IOBiConsumer;
import org.apache.commons.io.function.IOConsumer;

/** Writes files that are whole or not there. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Checks before long work that a file can be written, with a temporary one in its folder. */
  public static void requireWritable(Path file) throws IOException {
    withTemporary(file, (temporary, target) -> Files.createFile(temporary));
  }

  /**
   * Writes to a temporary file in the same folder, forces it to disk and moves it into place.
   *
   * @param file replaced if it exists; missing folders are made
   * @throws IOException if it cannot be written; an old file is untouched then
   */
  public static void write(Path file, IOConsumer<OutputStream> content) throws IOException {
    withTemporary(
        file,
        (temporary, target) -> {
          try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.accept(out);
            out.flush();
            channel.force(true);
          }
          Files.move(temporary, target, ATOMIC_MOVE, REPLACE_EXISTING);
        });
  }

  private static void withTemporary(Path file, IOBiConsumer<Path, Path> work) throws IOException {
    Path target = target(file);
    String name = temporaryPrefix(target) + ProcessHandle.current().pid() + ".tmp";
    Path temporary = target.resolveSibling(name);
    try {
      Files.createDirectories(temporary.getParent());
      work.accept(temporary, target);
    } catch (IOException e) {
      throw WriteProblem.of(file, e);
    } finally {
      temporary.toFile().delete(); // where it cannot, it could not be made either
    }
  }

  /** Deletes a file's temporary files of killed processes; no other process may be writing it. */
  static void sweep(Path file) throws IOException {
    Path target = target(file);
    String temporary = Pattern.quote(temporaryPrefix(target)) + "\\d+\\.tmp";
    try (Stream<Path> siblings = Files.list(target.getParent())) {
      siblings
          .map(Path::toFile)
          .filter(sibling -> sibling.getName().matches(temporary))
          .forEach(File::delete);
    }
  }

  private static String temporaryPrefix(Path target) {
    return "." + target.getFileName() + ".";
  }

  /** Follows links; refuses devices and folders instead of replacing them. */
  private static Path target(Path file) throws IOException {
    if (!Files.exists(file)) {
      return file.toAbsolutePath();
    }
    if (!Files.isRegularFile(file)) {
      throw WriteProblem.noFile(file);
    }
    return file.toRealPath();
  }
}
