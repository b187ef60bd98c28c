package io.github.softmaxregression.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Images that stay in their IDX file, because they are too many for memory, and are read as they
 * are needed.
 *
 * <p>They are read, not mapped: pages of a mapping would count as memory of this process, and a
 * file that another process cuts short would end this one.
 */
final class ImageFile implements Pixels {
  private static final int HEADER = 4 * Integer.BYTES;
  private static final int CHUNK = 1 << 18;

  private final Path file;
  private final Version version;
  private final int[] shape; // [n, height, width]
  private final int length; // bytes of an image
  private final FileChannel channel; // closed with the process

  private ImageFile(Path file, Version version, int[] shape) throws IOException {
    this.file = file;
    this.version = version;
    this.shape = shape;
    this.length = shape[1] * shape[2];
    this.channel = FileChannel.open(file);
  }

  /** Tells one content of a file from another without reading it. */
  private record Version(long size, FileTime modified, Object key) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(now.size(), now.lastModifiedTime(), now.fileKey());
    }
  }

  /** Whether a file has so many images that they stay there: what is packed cannot. */
  static boolean isLarge(Path file) throws IOException {
    if (Files.size(file) - HEADER <= Pixels.LARGE) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return !IdxFile.isGzip(in);
    }
  }

  /**
   * Opens a plain file and checks its header and length; reads no images.
   *
   * @throws InvalidFileException if it is no IDX file of images, of exactly as many as it says
   */
  static ImageFile open(Path file) throws IOException {
    String name = file.toString();
    Version version = Version.of(file);
    int[] shape;
    try (InputStream in = Files.newInputStream(file)) {
      shape = IdxFile.readShape(name, in, 3, Long.MAX_VALUE);
    }
    if (shape[1] > IdxFile.LARGEST / shape[2]) {
      throw IdxProblem.size(name, shape[2], 3);
    }
    long expected = (long) shape[0] * shape[1] * shape[2];
    long found = version.size - HEADER;
    if (found != expected) {
      throw IdxProblem.length(
          name, found < expected ? "only " + found : "more than " + expected, shape);
    }
    return new ImageFile(file, version, shape);
  }

  /** The sizes [n, height, width]. */
  int[] shape() {
    return shape.clone();
  }

  @Override
  public void copy(int first, int count, ByteBuffer target, int position) {
    ByteBuffer part = target.duplicate().limit(position + count * length).position(position);
    long start = HEADER + (long) first * length - position;
    try {
      while (part.hasRemaining()) {
        if (channel.read(part, start + part.position()) < 0) {
          throw changed();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void requireUnchanged() {
    try {
      if (!Version.of(file).equals(version)) {
        throw changed();
      }
    } catch (IOException e) { // such as that it is no longer there
      throw new UncheckedIOException(e);
    }
  }

  private InvalidFileException changed() {
    return new InvalidFileException(
        file, "other content than before", "that it stays as it is", "begin the run again");
  }

  /** SHA-256 of the whole file, in lower-case hexadecimal. */
  String sha256() {
    MessageDigest digest = Sha256.begin();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireUnchanged();
    return HexFormat.of().formatHex(digest.digest());
  }
}
