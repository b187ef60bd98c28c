package io.github.softmaxregression.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipException;

/**
 * One IDX array of unsigned bytes: a header, then the data in row-major order, to the last byte.
 *
 * @param name the file as messages name it
 * @param shape the sizes of the dimensions
 * @param data the values, {@code shape[0] * shape[1] * …} of them, from 0 to the buffer's limit
 */
record IdxFile(String name, int[] shape, ByteBuffer data) {
  private static final int CHUNK = 1 << 16;

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
      return new Reader(name, IdxHeader.unpacked(in), Math.max(TRUSTED_BYTES, TRUSTED_RATIO * size))
          .read(dimensions);
    } catch (EOFException e) {
      throw new InvalidFileException(
          name, "gzip data that end early", "a complete gzip file", IdxHeader.COPY_AGAIN);
    } catch (ZipException e) {
      throw new InvalidFileException(
          name,
          "damaged gzip data (" + e.getMessage() + ")",
          "a sound gzip file",
          IdxHeader.COPY_AGAIN);
    }
  }

  /** SHA-256 of the whole uncompressed file, in lower-case hexadecimal; computed when asked for. */
  String sha256() {
    MessageDigest digest = Sha256.begin();
    digest.update(new byte[] {0, 0, IdxHeader.UNSIGNED_BYTE, (byte) shape.length});
    for (int size : shape) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
    }
    digest.update(data.duplicate());
    return HexFormat.of().formatHex(digest.digest());
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
      int[] shape = IdxHeader.read(name, in, dimensions).shape();
      long length = Arrays.stream(shape).asLongStream().reduce(1, (x, y) -> x * y);
      return new IdxFile(name, shape, data((int) length, shape));
    }

    private ByteBuffer data(int length, int[] shape) throws IOException {
      String expected = length + " bytes of data as its header " + Arrays.toString(shape) + " says";
      ByteBuffer data = PixelMemory.allocate((int) Math.min(length, trustedBytes));
      byte[] chunk = new byte[CHUNK];
      while (data.position() < length) {
        int read = in.read(chunk, 0, Math.min(CHUNK, length - data.position()));
        if (read < 0) {
          throw new InvalidFileException(
              name, "only " + data.position(), expected, IdxHeader.COPY_AGAIN);
        }
        if (read > data.remaining()) {
          int larger = (int) Math.min(length, 2L * data.capacity());
          data = PixelMemory.allocate(larger).put(data.flip());
        }
        data.put(chunk, 0, read);
      }
      // Reading on to the end also makes gzip check its checksum.
      if (in.read() >= 0) {
        throw new InvalidFileException(name, "more than " + length, expected, IdxHeader.COPY_AGAIN);
      }
      return data.flip();
    }
  }
}
