package io.github.softmaxregression.data;

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
 * One IDX array of unsigned bytes, every header byte checked.
 *
 * <p>Layout, all numbers big-endian: two zero bytes, the type (0x08 = unsigned byte), the number of
 * dimensions, one int32 for each dimension, then the data in row-major order. Gzip around it is
 * recognised by its first two bytes, whatever the file is called.
 *
 * @param name the file as messages name it
 * @param shape the sizes of the dimensions
 * @param data the values, {@code shape[0] * shape[1] * …} of them, from 0 to the buffer's limit
 */
record IdxFile(String name, int[] shape, ByteBuffer data) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int CHUNK = 1 << 16;
  private static final String COPY_AGAIN = "copy the file again from its source";

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
      return new Reader(name, unpacked(in), Math.max(TRUSTED_BYTES, TRUSTED_RATIO * size))
          .read(dimensions);
    } catch (EOFException e) {
      throw new InvalidFileException(
          name, "gzip data that end early", "a complete gzip file", COPY_AGAIN);
    } catch (ZipException e) {
      throw new InvalidFileException(
          name, "damaged gzip data (" + e.getMessage() + ")", "a sound gzip file", COPY_AGAIN);
    }
  }

  /** SHA-256 of the whole uncompressed file, in lower-case hexadecimal; computed when asked for. */
  String sha256() {
    MessageDigest digest = Digests.sha256();
    digest.update(new byte[] {0, 0, UNSIGNED_BYTE, (byte) shape.length});
    for (int size : shape) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
    }
    digest.update(data.duplicate());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  private static final class Reader {
    private final String name;
    private final InputStream in;
    private final long trustedBytes;

    Reader(String name, InputStream in, long trustedBytes) {
      this.name = name;
      this.in = in;
      this.trustedBytes = trustedBytes;
    }

    IdxFile read(int dimensions) throws IOException {
      byte[] magic = exactly(4, "the magic number");
      if (magic[0] != 0 || magic[1] != 0) {
        throw new InvalidFileException(
            name,
            "the first bytes " + HexFormat.ofDelimiter(" ").formatHex(magic),
            "00 00 08 0" + dimensions + " of an IDX file",
            "check that it is the right file");
      }
      if (magic[2] != UNSIGNED_BYTE) {
        throw new InvalidFileException(
            name,
            "IDX data type 0x%02x".formatted(magic[2]),
            "0x08 (unsigned byte)",
            "convert the values to unsigned bytes");
      }
      if (magic[3] != dimensions) {
        throw new InvalidFileException(
            name,
            "an array of " + (magic[3] & 0xff) + " dimensions",
            dimensions + (dimensions == 1 ? " (labels)" : " (images, rows, columns)"),
            "check that images and labels are not swapped");
      }
      int[] shape = new int[dimensions];
      long length = 1;
      for (int i = 0; i < dimensions; i++) {
        byte[] size = exactly(4, "the sizes of " + dimensions + " dimensions");
        shape[i] = ByteBuffer.wrap(size).getInt();
        // An earlier product is at most 2^31 here, so this one cannot overflow.
        length = shape[i] < 1 ? -1 : length * shape[i];
        if (length < 1 || length > Integer.MAX_VALUE - 8) {
          throw new InvalidFileException(
              name,
              "the size " + Integer.toUnsignedString(shape[i]) + " for dimension " + (i + 1),
              "sizes from 1 up that make less than 2 GiB",
              COPY_AGAIN);
        }
      }
      ByteBuffer data = data((int) length, shape);
      return new IdxFile(name, shape, data);
    }

    private byte[] exactly(int count, String what) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new InvalidFileException(
            name, "the end of the file", what + " of an IDX header", COPY_AGAIN);
      }
      return bytes;
    }

    private ByteBuffer data(int length, int[] shape) throws IOException {
      String expected = length + " bytes of data as its header " + Arrays.toString(shape) + " says";
      ByteBuffer data = PixelMemory.allocate((int) Math.min(length, trustedBytes));
      byte[] chunk = new byte[CHUNK];
      while (data.position() < length) {
        int read = in.read(chunk, 0, Math.min(CHUNK, length - data.position()));
        if (read < 0) {
          throw new InvalidFileException(name, "only " + data.position(), expected, COPY_AGAIN);
        }
        if (read > data.remaining()) {
          int larger = (int) Math.min(length, 2L * data.capacity());
          data = PixelMemory.allocate(larger).put(data.flip());
        }
        data.put(chunk, 0, read);
      }
      // Reading on to the end also makes gzip check its checksum.
      if (in.read() >= 0) {
        throw new InvalidFileException(name, "more than " + length, expected, COPY_AGAIN);
      }
      return data.flip();
    }
  }
}
