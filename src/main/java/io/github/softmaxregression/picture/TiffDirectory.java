package io.github.softmaxregression.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** Finds entries in the first directory of a TIFF file (TIFF 6.0, section 2). */
final class TiffDirectory {
  private static final int ENTRY = 12; // bytes: tag, type, count, value
  private static final int LONG = 4; // the type of a number of four bytes

  private static final int LITTLE = FileParts.letters("II*\0");
  private static final int BIG = FileParts.letters("MM\0*");

  private final ByteBuffer tiff;
  private final int first;
  private final int entries;

  private TiffDirectory(ByteBuffer tiff) {
    this.tiff = tiff;
    this.first = tiff.getInt(4) + 2;
    this.entries = tiff.getShort(first - 2) & 0xffff;
  }

  static boolean isTiff(byte[] content, int from) {
    int start = content.length < from + 8 ? 0 : ByteBuffer.wrap(content).getInt(from);
    return start == LITTLE || start == BIG;
  }

  /** Reads a part of some bytes; throws an IndexOutOfBoundsException where it ends early. */
  static TiffDirectory of(byte[] content, int from, int to) {
    ByteBuffer tiff = ByteBuffer.wrap(content).slice(from, to - from);
    boolean little = tiff.getInt(0) == LITTLE;
    if (!little && tiff.getInt(0) != BIG) {
      throw new IndexOutOfBoundsException("no TIFF header");
    }
    return new TiffDirectory(tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
  }

  /** Reads an entry's number; empty if there is no such entry. */
  OptionalInt number(int tag) {
    for (int i = 0; i < entries; i++) {
      int entry = first + i * ENTRY;
      if ((tiff.getShort(entry) & 0xffff) == tag) {
        boolean whole = tiff.getShort(entry + 2) == LONG; // instead of SHORT, as some write it
        return OptionalInt.of(whole ? tiff.getInt(entry + 8) : tiff.getShort(entry + 8));
      }
    }
    return OptionalInt.empty();
  }

  /** Gives the entries of one tag another, in place. */
  void rename(int tag, int other) {
    for (int i = 0; i < entries; i++) {
      int entry = first + i * ENTRY;
      if ((tiff.getShort(entry) & 0xffff) == tag) {
        tiff.putShort(entry, (short) other);
      }
    }
  }
}
