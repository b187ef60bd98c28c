package io.github.softmaxregression.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * The beginning of an IDX array of unsigned bytes, every byte of it checked.
 *
 * <p>Layout, all numbers big-endian: two zero bytes, the type (0x08 = unsigned byte), the number of
 * dimensions, one int32 for each dimension. The data follow. Gzip around it is recognised by its
 * first two bytes, whatever the file is called.
 *
 * @param shape the sizes of the dimensions
 */
public record IdxHeader(int[] shape) {
  static final int UNSIGNED_BYTE = 0x08;
  static final String COPY_AGAIN = "copy the file again from its source";

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  /** The stream, or what is in it where it is gzip. */
  public static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    boolean gzip = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  /** Bytes that the header takes. */
  public int length() {
    return Integer.BYTES * (1 + shape.length);
  }

  /**
   * Reads a header.
   *
   * @param name the file as messages shall name it
   * @param in its unpacked bytes; the data are next when this returns
   * @param dimensions how many dimensions the array must have
   * @throws InvalidFileException if it is no header of such an array, or of one of 2 GiB and more
   */
  public static IdxHeader read(String name, InputStream in, int dimensions) throws IOException {
    byte[] magic = exactly(name, in, "the magic number");
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
      shape[i] =
          ByteBuffer.wrap(exactly(name, in, "the sizes of " + dimensions + " dimensions")).getInt();
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
    return new IdxHeader(shape);
  }

  private static byte[] exactly(String name, InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES);
    if (bytes.length < Integer.BYTES) {
      throw new InvalidFileException(
          name, "the end of the file", what + " of an IDX header", COPY_AGAIN);
    }
    return bytes;
  }
}
