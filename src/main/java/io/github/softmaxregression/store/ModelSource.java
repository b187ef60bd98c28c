package io.github.softmaxregression.store;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.store.foreign.ForeignZip;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.commons.io.function.IOFunction;

/**
 * Names where a model's zip comes from: a file, memory, or the program itself.
 *
 * @param path of the file; of one in memory, what messages call it
 * @param shipped whether it is read from the program, even if the working folder has one
 * @param content of one in memory, or null
 */
public record ModelSource(Path path, boolean shipped, byte[] content) {
  /** Names the shipped models by the preset that made them; the first is the default. */
  public static final List<String> SHIPPED = List.of("best", "chapter", "photo");

  /** Takes a file. */
  public static ModelSource file(Path path) {
    return new ModelSource(path, false, null);
  }

  /** Takes bytes that were read elsewhere, without a copy. */
  public static ModelSource memory(Path name, byte[] content) {
    return new ModelSource(name, false, content);
  }

  /** Takes a shipped model's name, or else the path of a file. */
  public static ModelSource of(String text) {
    return SHIPPED.contains(text)
        ? new ModelSource(Path.of("models", "fashion-mnist-" + text + ".zip"), true, null)
        : file(Path.of(text));
  }

  /** The file's name without its ending, for example {@code latest}. */
  public String name() {
    return ModelStore.beside(path, "").getFileName().toString();
  }

  /** Reads every byte of the zip. */
  public byte[] bytes() throws IOException {
    if (content != null) {
      return content.clone();
    }
    return shipped ? resource() : Files.readAllBytes(path);
  }

  /** Opens the zip, reads and closes it; refuses a missing file, and what is no sound zip. */
  <T> T read(IOFunction<ForeignZip, T> reader) throws IOException {
    try (SeekableByteChannel channel = open()) {
      return ForeignZip.read(this, channel, reader);
    }
  }

  SeekableByteChannel open() throws IOException {
    if (shipped || content != null) {
      return new SeekableInMemoryByteChannel(content == null ? resource() : content);
    }
    if (!Files.isRegularFile(path)) {
      String other = Files.exists(path) ? "a device or a pipe" : "no such file";
      String found = Files.isDirectory(path) ? "a folder" : other;
      String next = "name another, or make one with the command train";
      throw new InvalidFileException(path, found, "a model zip", next);
    }
    return Files.newByteChannel(path);
  }

  private byte[] resource() throws IOException {
    String name = "/models/" + path.getFileName();
    try (InputStream in = ModelSource.class.getResourceAsStream(name)) {
      if (in == null) {
        String next = "build it from a clean clone";
        throw new InvalidFileException(
            path, "no such model in this program", "a shipped model", next);
      }
      return in.readAllBytes();
    }
  }

  /** Tells people a file's path, or which shipped model it is. */
  public String describe() {
    return shipped ? name() + " (shipped with the program)" : path.toString();
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return path.toString();
  }
}
