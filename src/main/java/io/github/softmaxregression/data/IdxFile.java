package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.HostMemory;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One IDX array of unsigned bytes: a header, then the data in row-major order, to the last byte.
 *
 * @param name the file as messages name it
 * @param shape the sizes of the dimensions
 * @param data the values, {@code shape[0] * shape[1] * …} of them, from 0 to the buffer's limit
 */
public record IdxFile(String name, int[] shape, ByteBuffer data) {
  /** How the names of files with images end, and those with their labels. */
  static final String IMAGES = "-images-idx3-ubyte";

  static final String LABELS = "-labels-idx1-ubyte";

  static final int UNSIGNED_BYTE = 0x08;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;
  private static final int CHUNK = 1 << 16;

  /** The most bytes of data that one buffer holds. */
  static final int LARGEST = Integer.MAX_VALUE - 8;

  /** What is allocated on a header's word alone; the rest follows as data really arrive. */
  private static final long TRUSTED_BYTES = 1 << 26;

  /** How many times its size a file may claim to hold and be believed: images shrink less. */
  private static final int TRUSTED_RATIO = 16;

  /**
   * Reads a whole file.
   *
   * @param name the file as messages shall name it
   * @param in its bytes, plain or gzip; not closed
   * @param size the number of these bytes, or 0 if it is not known
   * @param dimensions how many dimensions the array must have
   * @throws InvalidFileException if the content is not such an array
   */
  static IdxFile read(String name, InputStream in, long size, int dimensions) throws IOException {
    try {
      InputStream unpacked = unpacked(in);
      int[] shape = readShape(name, unpacked, dimensions);
      long trustedBytes = Math.max(TRUSTED_BYTES, TRUSTED_RATIO * size);
      return new IdxFile(name, shape, readData(name, unpacked, shape, trustedBytes));
    } catch (EOFException | ZipException e) {
      String damage = e instanceof EOFException ? "early end" : e.getMessage();
      String found = "damaged gzip data (" + damage + ")";
      throw new InvalidFileException(name, found, "a sound gzip file", IdxProblem.COPY_AGAIN);
    }
  }

  /** The file's own name, without folders and .gz, as in {@code train-images-idx3-ubyte}. */
  String fileName() {
    return fileName(name);
  }

  static String fileName(String name) {
    String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return base.endsWith(".gz") ? base.substring(0, base.length() - ".gz".length()) : base;
  }

  /** SHA-256 of the whole uncompressed file, in lower-case hexadecimal; computed when asked for. */
  String sha256() {
    MessageDigest digest = Sha256.begin();
    digest.update(new byte[] {0, 0, UNSIGNED_BYTE, (byte) shape.length});
    for (int size : shape) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
    }
    digest.update(data.duplicate());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the stream, or what is in it where it is gzip: told by its first two bytes. */
  public static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, CHUNK);
    buffered.mark(2);
    boolean gzip = isGzip(buffered);
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, CHUNK) : buffered;
  }

  static boolean isGzip(InputStream in) throws IOException {
    return in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
  }

  /**
   * Reads a header and checks every byte of it. Layout, all numbers big-endian: two zero bytes, the
   * type (0x08 = unsigned byte), the number of dimensions, one int32 for each dimension. The data
   * follow.
   *
   * @param name the file as messages shall name it
   * @param in its unpacked bytes; the data are next when this returns
   * @param dimensions how many dimensions the array must have
   * @return the sizes of the dimensions
   * @throws InvalidFileException if it is no header of such an array, or of one of 2 GiB and more
   */
  public static int[] readShape(String name, InputStream in, int dimensions) throws IOException {
    return readShape(name, in, dimensions, LARGEST);
  }

  /** Reads a header likewise, of an array of {@code most} bytes at most. */
  static int[] readShape(String name, InputStream in, int dimensions, long most)
      throws IOException {
    byte[] magic = four(name, in, "the magic number");
    if (!Arrays.equals(magic, new byte[] {0, 0, UNSIGNED_BYTE, (byte) dimensions})) {
      throw IdxProblem.magic(name, magic, dimensions);
    }
    int[] shape = new int[dimensions];
    long length = 1;
    for (int i = 0; i < dimensions; i++) {
      byte[] size = four(name, in, "the sizes of " + dimensions + " dimensions");
      shape[i] = ByteBuffer.wrap(size).getInt();
      if (shape[i] < 1 || shape[i] > most / length) {
        throw IdxProblem.size(name, shape[i], i + 1);
      }
      length *= shape[i];
    }
    return shape;
  }

  private static byte[] four(String name, InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw new InvalidFileException(
          name, "the end of the file", what + " of an IDX header", IdxProblem.COPY_AGAIN);
    }
    return bytes;
  }

  /** Reads the data; what is allocated at first is at most {@code trustedBytes}. */
  private static ByteBuffer readData(String name, InputStream in, int[] shape, long trustedBytes)
      throws IOException {
    int length = Arrays.stream(shape).reduce(1, (x, y) -> x * y);
    ByteBuffer data = HostMemory.allocate((int) Math.min(length, trustedBytes));
    byte[] chunk = new byte[CHUNK];
    while (data.position() < length) {
      int read = in.read(chunk, 0, Math.min(CHUNK, length - data.position()));
      if (read < 0) {
        throw IdxProblem.length(name, "only " + data.position(), shape);
      }
      if (read > data.remaining()) {
        int larger = (int) Math.min(length, 2L * data.capacity());
        data = HostMemory.allocate(larger).put(data.flip());
      }
      data.put(chunk, 0, read);
    }
    // Reading on to the end also makes gzip check its checksum.
    if (in.read() >= 0) {
      throw IdxProblem.length(name, "more than " + length, shape);
    }
    return data.flip();
  }
}
