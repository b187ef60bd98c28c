package io.github.softmaxregression.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads how a camera was held from a picture's EXIF data, and nothing else of what lies beside its
 * pixels: each byte is looked at once at most, and nothing is unpacked. EXIF data are a TIFF file
 * (Exif 2.32, 4.5) in a JPEG's APP1 segment, a PNG's eXIf chunk, a WebP's EXIF chunk.
 */
final class Exif {
  private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};
  private static final long PNG = 0x89504e470d0a1a0aL;
  private static final int JPEG = 0xffd8;
  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY = 12; // bytes: tag, type, count, value

  private final ByteBuffer content;

  private Exif(byte[] content) {
    this.content = ByteBuffer.wrap(content);
  }

  /** Reads it from a file's bytes; upright, where nothing is said or it is broken. */
  static Orientation orientation(byte[] content) {
    try {
      return new Orientation(new Exif(content).orientation());
    } catch (IndexOutOfBoundsException e) { // the pixels could be read: what is missing is beside
      return new Orientation(1);
    }
  }

  private int orientation() {
    if (content.capacity() < Long.BYTES) {
      return 1;
    }
    if ((content.getShort(0) & 0xffff) == JPEG) {
      return inSegments();
    }
    if (content.getLong(0) == PNG) {
      return inChunks("eXIf", 8, 12, ByteOrder.BIG_ENDIAN);
    }
    return text(0).equals("RIFF")
        ? inChunks("EXIF", 12, 8, ByteOrder.LITTLE_ENDIAN)
        : inTiff(0, content.capacity());
  }

  /** Goes from segment to segment of a JPEG, up to the first scan. */
  private int inSegments() {
    int at = 2;
    while ((content.get(at) & 0xff) == 0xff) {
      int marker = content.get(at + 1) & 0xff;
      if (marker == 0xff) { // fills
        at++;
        continue;
      }
      if (marker == 0xda || marker == 0xd9) {
        return 1;
      }
      int length = content.getShort(at + 2) & 0xffff;
      if (marker == 0xe1 && isNamed(at + 4)) {
        return inTiff(at + 4 + NAME.length, at + 2 + length);
      }
      at += 2 + Math.max(2, length);
    }
    return 1;
  }

  /**
   * Goes from chunk to chunk of a PNG or a WebP.
   *
   * @param around bytes of a chunk that are not its data
   */
  private int inChunks(String wanted, int first, int around, ByteOrder order) {
    boolean png = order == ByteOrder.BIG_ENDIAN; // length before type; a sum of check behind it
    content.order(order);
    long at = first;
    while (at + around <= content.capacity()) {
      int chunk = (int) at;
      long length = Integer.toUnsignedLong(content.getInt(png ? chunk : chunk + 4));
      if (text(png ? chunk + 4 : chunk).equals(wanted)) {
        int data = isNamed(chunk + 8) ? chunk + 8 + NAME.length : chunk + 8; // as some write it
        return inTiff(data, (int) Math.min(content.capacity(), chunk + 8 + length));
      }
      at += around + length + (png ? 0 : length % 2);
    }
    return 1;
  }

  /** Looks through the first directory of a TIFF file. */
  private int inTiff(int from, int to) {
    ByteBuffer tiff = content.slice(from, Math.min(to, content.capacity()) - from);
    String start = text(from);
    if (!start.equals("II*\0") && !start.equals("MM\0*")) {
      return 1;
    }
    tiff.order(start.startsWith("I") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = tiff.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
        boolean whole = tiff.getShort(entry + 2) == 4; // LONG instead of SHORT, as some write it
        return whole ? tiff.getInt(entry + 8) : tiff.getShort(entry + 8);
      }
    }
    return 1;
  }

  private String text(int at) {
    byte[] four = new byte[4];
    content.get(at, four);
    return new String(four, StandardCharsets.ISO_8859_1);
  }

  private boolean isNamed(int at) {
    int to = Math.min(content.capacity(), at + NAME.length);
    return at < to && Arrays.equals(content.array(), at, to, NAME, 0, NAME.length);
  }
}
