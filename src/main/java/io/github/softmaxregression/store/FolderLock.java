package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a folder for one run: two would spoil each other's files. The system lets go of the lock
 * when the process ends, however it ends.
 */
public final class FolderLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the folder of a file, made if it is missing, and deletes what killed runs have left half
   * written there.
   *
   * @throws InvalidFileException if another run has it, or it cannot be written
   */
  public static FolderLock of(Path output) throws IOException {
    AtomicFile.requireWritable(output);
    Path file = output.toAbsolutePath().resolveSibling(".training.lock");
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw WriteProblem.locked(file.getParent());
      }
      if (Files.exists(file)) {
        AtomicFile.sweep(output);
        AtomicFile.sweep(Checkpoint.fileFor(output));
        return new FolderLock(file, channel);
      }
      channel.close(); // the run before has deleted the file meanwhile: this lock is void
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) { // this process
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file); // first, so that no other run locks a file about to go
    channel.close();
  }
}
