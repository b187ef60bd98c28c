package io.github.softmaxregression.store.foreign;

import com.google.gson.Gson;
import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.function.IOFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the entries of a zip from anywhere by name: checks names and sizes before any content, and
 * content by its checksum.
 */
public final class ForeignZip {
  /** Limits the entries to more than any network needs. */
  private static final int MOST_ENTRIES = 100;

  /** Limits what is read of names and headers before they are checked. */
  private static final int MOST_HEADER_BYTES = 1 << 20;

  /** Limits JSON to more bytes than any configuration, input format or provenance needs. */
  private static final int LARGEST_JSON = 1 << 22;

  /** Begins an HDF5 file, by its specification. */
  private static final long HDF5 = 0x89_48_44_46_0d_0a_1a_0aL;

  private static final Logger log = LoggerFactory.getLogger(ForeignZip.class);

  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Limits the bytes of an array in the zip beside its values: names, shape and strides. */
  static final int LARGEST_ARRAY_HEADER = 1024;

  private final Object file;
  private final ZipFile zip;

  private ForeignZip(Object file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  /**
   * Reads from a zip.
   *
   * @param file what messages call it
   * @throws InvalidFileException if it is none, or damaged
   */
  public static <T> T read(
      Object file, SeekableByteChannel channel, IOFunction<ForeignZip, T> reader)
      throws IOException {
    try (ZipFile zip = opened(file, channel)) {
      ForeignZip entries = new ForeignZip(file, zip);
      entries.requireHarmless();
      return reader.apply(entries);
    } catch (ZipException | EOFException e) {
      throw damaged(file, e);
    }
  }

  private static ZipFile opened(Object file, SeekableByteChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES);
    channel.read(start);
    if (start.getLong(0) == HDF5) {
      throw new InvalidFileException(
          file, "an HDF5 file, as Keras writes", "a Deeplearning4j zip", "train a model here");
    }
    BoundedChannel bounded = new BoundedChannel(channel, MOST_HEADER_BYTES);
    try {
      ZipFile zip = ZipFile.builder().setSeekableByteChannel(bounded).get();
      bounded.release();
      return zip;
    } catch (IOException | RuntimeException e) { // of broken headers, in many ways
      if (Causes.root(e) instanceof BoundedChannel.ExceededException) {
        String found = "a zip with more than %,d bytes of names".formatted(MOST_HEADER_BYTES);
        String expected = "at most %d entries".formatted(MOST_ENTRIES);
        throw new InvalidFileException(
            file, found, expected, "use a zip made by the command train");
      }
      throw damaged(file, Causes.root(e));
    }
  }

  private static InvalidFileException damaged(Object file, Throwable cause) {
    String found = "no sound zip archive (" + cause.getMessage() + ")";
    return new InvalidFileException(file, found, "a model zip", "copy it again or train a new one");
  }

  /** Lists what a zip holds, whatever it is; none of it is read. */
  public static List<Entry> entries(Object file, SeekableByteChannel channel) throws IOException {
    try (ZipFile zip = opened(file, channel)) {
      return Collections.list(zip.getEntries()).stream()
          .map(entry -> new Entry(entry.getName(), entry.getSize()))
          .toList();
    }
  }

  /** An entry, by what the zip says of it. */
  public record Entry(String name, long bytes) {}

  /** Checks the names of all entries before any of them is read. */
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
      boolean known =
          entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
      if (!known || entry.getGeneralPurposeBit().usesEncryption()) {
        String how = known ? "encrypted" : "packed by method " + entry.getMethod();
        throw invalid("the entry %s %s".formatted(printable(name), how), "stored or deflated ones");
      }
      if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
        throw invalid("an entry named " + printable(name), "names without folders above");
      }
      // Changes what the network takes, and so cannot be left unread.
      if (name.equals("preprocessor.bin")) {
        String found = "the Java-serialised entry " + printable(name);
        throw invalid(found + ", which could run code when read", "a zip without such entries");
      }
    }
  }

  /** Warns of Java-serialised objects that were added to a model. */
  void tellWhatIsNotRead() {
    Collections.list(zip.getEntries()).stream()
        .map(ZipArchiveEntry::getName)
        .filter(name -> name.startsWith("objects/"))
        .forEach(name -> log.warn("{}: {} is not read: it could run code", file, printable(name)));
  }

  /** Makes a name fit for a terminal: no control characters, and not endless. */
  static String printable(String name) {
    String plain = name.replaceAll("[^\\p{Graph} ]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /** Reads an entry of at most so many bytes; refuses one with more, or with another checksum. */
  byte[] bytes(String name, long most) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry == null) {
      boolean keras = has("config.json") && has("metadata.json");
      String found = keras ? "a Keras model" : "a zip without " + name;
      throw invalid(found, "a saved Deeplearning4j network");
    }
    String tooLarge = "%s of more than %,d bytes".formatted(name, most);
    if (entry.getSize() > most) {
      throw invalid(tooLarge, "less");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) Math.min(most + 1, LARGEST_ARRAY));
      if (bytes.length > most) { // the size before was not true
        throw invalid(tooLarge, "less");
      }
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      if (entry.getCrc() != checksum.getValue()) {
        String found = "a damaged " + name + " (its checksum is another)";
        throw invalid(found, "the file as it was made");
      }
      return bytes;
    }
  }

  String text(String name) throws IOException {
    return new String(bytes(name, LARGEST_JSON), StandardCharsets.UTF_8);
  }

  /** Reads a JSON entry; empty if the zip has none of that name. */
  public <T> Optional<T> json(String name, Class<T> type) throws IOException {
    if (!has(name)) {
      return Optional.empty();
    }
    String text = text(name);
    try {
      return Optional.of(new Gson().fromJson(text, type));
    } catch (RuntimeException e) {
      boolean ours = Causes.root(e) instanceof IllegalArgumentException;
      String why = ours ? " (" + printable(Causes.root(e).getMessage()) + ")" : "";
      throw invalid("an unreadable " + name + why, "the JSON that this program writes");
    }
  }

  /** Reads an entry of just so many float32 values, big-endian. */
  public float[] floats(String name, long count) throws IOException {
    byte[] bytes = bytes(name, count * Float.BYTES);
    if (bytes.length != count * Float.BYTES) {
      throw invalid(
          "%s of %,d bytes".formatted(name, bytes.length), "%,d float values".formatted(count));
    }
    float[] values = new float[(int) count];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    if (!VectorFormat.areFinite(values)) {
      throw invalid(name + " with values that are no finite numbers", "sound ones");
    }
    return values;
  }

  /** Reads an array of at most so many values, after a check of its entry's size. */
  <T> T vector(String name, long most, Function<byte[], T> reader) throws IOException {
    byte[] bytes = bytes(name, most * Double.BYTES + LARGEST_ARRAY_HEADER);
    try {
      return reader.apply(bytes);
    } catch (IllegalArgumentException e) {
      String found = "an unreadable %s (%s)".formatted(name, e.getMessage());
      throw invalid(found, "a vector as ND4J writes it");
    }
  }

  /** Says what was found in the zip and what was expected. */
  public InvalidFileException invalid(String found, String expected) {
    return new InvalidFileException(file, found, expected, "use a zip made by the command train");
  }
}
