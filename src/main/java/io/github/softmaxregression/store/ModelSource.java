package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Where a model's zip comes from: a file, memory, or the program itself, which ships with two.
 *
 * @param path of the file; of a shipped one, where it lies in the project; of one in memory, what
 *     messages call it
 * @param shipped whether it is read from the program, whatever lies in the working folder
 * @param content of one in memory, or null
 */
public record ModelSource(Path path, boolean shipped, byte[] content) {
  /** The shipped models, by the recipe that made them; the first is the one to use by default. */
  public static final List<String> SHIPPED = List.of("best", "chapter");

  /** A file. */
  public static ModelSource file(Path path) {
    return new ModelSource(path, false, null);
  }

  /** Bytes that were read elsewhere; not copied. */
  public static ModelSource memory(Path name, byte[] content) {
    return new ModelSource(name, false, content);
  }

  /** A shipped model's name, or else the path of a file. */
  public static ModelSource of(String text) {
    return SHIPPED.contains(text)
        ? new ModelSource(Path.of("models", "fashion-mnist-" + text + ".zip"), true, null)
        : file(Path.of(text));
  }

  /** The file's name without its ending, for example {@code latest}. */
  public String name() {
    return path.getFileName().toString().replaceFirst("\\.zip$", "");
  }

  /** Every byte of the zip. */
  public byte[] bytes() throws IOException {
    if (content != null) {
      return content.clone();
    }
    return shipped ? resource() : Files.readAllBytes(path);
  }

  /**
   * Opens the zip for reading.
   *
   * @throws InvalidFileException if there is no such file
   */
  SeekableByteChannel open() throws IOException {
    if (shipped || content != null) {
      return new SeekableInMemoryByteChannel(content == null ? resource() : content);
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidFileException(
          path,
          Files.isDirectory(path) ? "a folder" : "no such file",
          "a model zip",
          "name another, or make one with the command train");
    }
    return Files.newByteChannel(path);
  }

  /** Whether the file begins with some bytes. */
  boolean startsWith(byte[] start) throws IOException {
    if (shipped) {
      return false;
    }
    try (InputStream in =
        content == null ? Files.newInputStream(path) : new ByteArrayInputStream(content)) {
      return Arrays.equals(in.readNBytes(start.length), start);
    }
  }

  private byte[] resource() throws IOException {
    String name = "/models/" + path.getFileName();
    try (InputStream in = ModelSource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new InvalidFileException(
            path,
            "no such model in this program",
            "a shipped model",
            "build it from a clean clone");
      }
      return in.readAllBytes();
    }
  }

  /** For people: a file's path, or which shipped model it is. */
  public String describe() {
    return shipped ? name() + " (shipped with the program)" : path.toString();
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return path.toString();
  }
}
