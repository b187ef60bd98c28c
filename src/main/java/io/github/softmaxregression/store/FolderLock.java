package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a folder for one run: two that write the same files would spoil each other's. The system
 * lets go of the lock when the process ends, however it ends.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".training.lock";

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the folder of a file, which is made if it is missing, and clears away what killed runs
   * have left half written.
   *
   * @throws InvalidFileException if another run has it
   * @throws IOException if the folder cannot be written
   */
  public static FolderLock of(Path output) throws IOException {
    AtomicFile.requireWritable(output);
    Path file = output.toAbsolutePath().resolveSibling(NAME);
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new InvalidFileException(
            file.getParent(),
            "another run that writes there",
            "a folder of its own for each run",
            "wait for its end, or name another folder with --out");
      }
      FolderLock lock = new FolderLock(file, channel);
      if (Files.exists(file)) {
        AtomicFile.sweep(output);
        AtomicFile.sweep(Checkpoint.fileFor(output));
        return lock;
      }
      channel.close(); // the run before has deleted the file meanwhile: this lock is of no use
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) { // this process
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file); // first, so that nobody can lock a file that is about to go
    channel.close();
  }
}
