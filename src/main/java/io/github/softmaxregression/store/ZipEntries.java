package io.github.softmaxregression.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The gate between this program and zips that anybody may have made: entries are asked for by name,
 * and their size is looked at before their content.
 */
final class ZipEntries {
  /** More than any network needs. */
  private static final int MOST_ENTRIES = 100;

  /** Where old releases of Deeplearning4j keep serialised objects. */
  private static final String SERIALIZED = "preprocessor.bin";

  private static final String SERIALIZED_FOLDER = "objects/";

  /** No configuration, input format or provenance comes near this many bytes. */
  private static final int LARGEST_JSON = 1 << 22;

  /** How an HDF5 file begins, by its specification. */
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 26, '\n'};

  /** As long as a Java array can be. */
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /**
   * One time for all entries. With the first one that a zip can hold, 1980-01-01, Java adds the
   * time again in the machine's time zone.
   */
  private static final LocalDateTime ANY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final Gson JSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final ModelSource source;
  private final ZipFile zip;

  private ZipEntries(ModelSource source, ZipFile zip) {
    this.source = source;
    this.zip = zip;
  }

  /** Reads from an open zip. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ZipEntries zip) throws IOException;
  }

  /**
   * Opens a zip, reads from it and closes it.
   *
   * @throws InvalidFileException if it is none, or damaged
   */
  static <T> T read(ModelSource source, Reader<T> reader) throws IOException {
    try (SeekableByteChannel channel = source.open();
        ZipFile zip = opened(channel, source)) {
      ZipEntries entries = new ZipEntries(source, zip);
      entries.requireHarmless();
      return reader.read(entries);
    } catch (ZipException | EOFException e) {
      throw damaged(source, e);
    }
  }

  private static ZipFile opened(SeekableByteChannel channel, ModelSource source)
      throws IOException {
    try {
      return ZipFile.builder().setSeekableByteChannel(channel).get();
    } catch (IOException | RuntimeException e) { // whatever the library makes of broken headers
      throw damaged(source, Causes.root(e));
    }
  }

  private static InvalidFileException damaged(ModelSource source, Throwable cause)
      throws IOException {
    if (source.startsWith(HDF5)) {
      return new InvalidFileException(
          source, "an HDF5 file, as Keras writes", "a Deeplearning4j zip", "train a model here");
    }
    return new InvalidFileException(
        source,
        "no sound zip archive (" + cause.getMessage() + ")",
        "a model zip",
        "copy it again or train a new one");
  }

  /** Looks at the names of all entries before any of them is read. */
  private void requireHarmless() throws InvalidFileException {
    Set<String> names = new HashSet<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      String name = entry.getName();
      if (!names.add(name)) {
        throw invalid("two entries " + printable(name), "one of each name");
      }
      if (names.size() > MOST_ENTRIES) {
        throw invalid("more than " + MOST_ENTRIES + " entries", "a saved Deeplearning4j network");
      }
      if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
        throw invalid("an entry named " + printable(name), "names without folders above");
      }
      if (name.equals(SERIALIZED) || name.startsWith(SERIALIZED_FOLDER)) {
        throw invalid(
            "the Java-serialised entry " + printable(name) + ", which could run code when read",
            "a zip without such entries");
      }
    }
  }

  /** Names are anybody's: nothing that a terminal obeys, and not endless. */
  static String printable(String name) {
    String plain = name.replaceAll("[^\\p{Graph} ]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  private ZipArchiveEntry required(String name) throws InvalidFileException {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry == null && has("config.json") && has("metadata.json")) {
      throw invalid("a Keras model", "a saved Deeplearning4j network");
    }
    if (entry == null) {
      throw invalid("a zip without " + name, "a saved Deeplearning4j network");
    }
    return entry;
  }

  /**
   * The content of an entry.
   *
   * @param most bytes that it may have
   * @throws InvalidFileException if it has more, or if its checksum is another
   */
  byte[] bytes(String name, long most) throws IOException {
    ZipArchiveEntry entry = required(name);
    if (entry.getSize() > most) {
      throw invalid("%s of more than %,d bytes".formatted(name, most), "less");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) Math.min(most + 1, LARGEST_ARRAY));
      if (bytes.length > most) {
        throw invalid("%s of more than %,d bytes".formatted(name, most), "less");
      }
      if (entry.getCrc() != checksum(bytes)) {
        throw invalid(
            "a damaged " + name + " (its checksum is another)", "the file as it was made");
      }
      return bytes;
    }
  }

  String text(String name) throws IOException {
    return new String(bytes(name, LARGEST_JSON), StandardCharsets.UTF_8);
  }

  <T> Optional<T> json(String name, Class<T> type) throws IOException {
    if (!has(name)) {
      return Optional.empty();
    }
    String text = text(name);
    try {
      return Optional.of(JSON.fromJson(text, type));
    } catch (RuntimeException e) {
      throw invalid("an unreadable " + name, "the JSON that this program writes");
    }
  }

  /** Float values, of an entry that {@link #floats(float[])} has made, as many as given. */
  float[] floats(String name, long count) throws IOException {
    byte[] bytes = bytes(name, count * Float.BYTES);
    if (bytes.length != count * Float.BYTES) {
      throw invalid(
          "%s of %,d bytes".formatted(name, bytes.length), "%,d float values".formatted(count));
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  InvalidFileException invalid(String found, String expected) {
    return new InvalidFileException(source, found, expected, "use a zip made by the command train");
  }

  static byte[] json(Object value) {
    return (JSON.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** float32 values, big-endian. */
  static byte[] floats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static long checksum(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return checksum.getValue();
  }

  /** Writes a zip, uncompressed, so that the same entries give the same bytes under any Java. */
  static void write(Map<String, byte[]> entries, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
    for (Map.Entry<String, byte[]> each : entries.entrySet()) {
      byte[] content = each.getValue();
      ZipEntry entry = new ZipEntry(each.getKey());
      entry.setTimeLocal(ANY_TIME);
      entry.setSize(content.length);
      entry.setCrc(checksum(content));
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    }
    zip.finish();
  }
}
