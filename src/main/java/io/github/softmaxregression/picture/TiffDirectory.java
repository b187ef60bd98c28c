package io.github.softmaxregression.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;

/** Finds entries in the first directory of a TIFF or BigTIFF file (TIFF 6.0, section 2). */
final class TiffDirectory {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS_PER_SAMPLE = 258;
  static final int COMPRESSION = 259;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int PLANES = 284;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int JPEG_TABLES = 347;
  static final int OLD_JPEG = 513;

  /** Are what a decoder may ask for: how pixels lie in the file, and which colours they are. */
  private static final Set<Integer> PIXELS =
      Set.of(
          254,
          255,
          WIDTH,
          HEIGHT,
          BITS_PER_SAMPLE,
          COMPRESSION,
          262,
          266,
          STRIP_OFFSETS,
          SAMPLES_PER_PIXEL,
          ROWS_PER_STRIP,
          279,
          PLANES,
          292,
          293,
          317,
          320,
          TILE_WIDTH,
          TILE_HEIGHT,
          TILE_OFFSETS,
          325,
          332,
          338,
          339,
          JPEG_TABLES,
          512,
          OLD_JPEG,
          514,
          515,
          517,
          518,
          519,
          520,
          521,
          529,
          530,
          531,
          532);

  private static final int MOST_BYTES = 400_000; // of an entry: a table of colours, for example
  private static final int PRIVATE = 65000; // the first private tag
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG8 = 16;
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  private final ByteBuffer tiff;
  private final boolean big;
  private final int first;
  private final int entries;

  private TiffDirectory(ByteBuffer tiff, boolean big) {
    this.tiff = tiff;
    this.big = big;
    int directory = index(big ? tiff.getLong(8) : Integer.toUnsignedLong(tiff.getInt(4)));
    this.first = directory + (big ? 8 : 2);
    this.entries = big ? index(tiff.getLong(directory)) : tiff.getShort(directory) & 0xffff;
  }

  private static int index(long at) {
    if (at < 0 || at > Integer.MAX_VALUE - 1024) {
      throw new IndexOutOfBoundsException(String.valueOf(at));
    }
    return (int) at;
  }

  static boolean isTiff(byte[] content, int from) {
    return content.length >= from + 8 && version(ByteBuffer.wrap(content).getInt(from)) > 0;
  }

  /** Gives 42 for TIFF, 43 for BigTIFF, else 0. */
  private static int version(int start) {
    boolean little = start >>> 16 == 0x4949 && (start & 0xff) == 0;
    boolean sound = little || start >>> 16 == 0x4d4d && (start >> 8 & 0xff) == 0;
    int version = little ? start >> 8 & 0xff : start & 0xff;
    return sound && (version == 42 || version == 43) ? version : 0;
  }

  /** Reads a part of some bytes; throws an IndexOutOfBoundsException where it ends early. */
  static TiffDirectory of(byte[] content, int from, int to) {
    ByteBuffer tiff = ByteBuffer.wrap(content).slice(from, to - from);
    int version = version(tiff.getInt(0));
    if (version == 0) {
      throw new IndexOutOfBoundsException("no TIFF header");
    }
    boolean little = tiff.get(0) == 'I';
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return new TiffDirectory(tiff, version == 43);
  }

  private int entry(int i) {
    return first + i * (big ? 20 : 12); // tag, type, count, value
  }

  private int find(int tag) {
    for (int i = 0; i < entries; i++) {
      if ((tiff.getShort(entry(i)) & 0xffff) == tag) {
        return entry(i);
      }
    }
    return -1;
  }

  /** Reads the first number of an entry; empty if there is no such entry. */
  OptionalLong number(int tag) {
    return count(tag) == 0 ? OptionalLong.empty() : OptionalLong.of(element(tag, 0));
  }

  /** Reads the first number of an entry, or takes another if there is no such entry. */
  long number(int tag, long otherwise) {
    return number(tag).orElse(otherwise);
  }

  /** Counts the numbers of an entry; 0 if there is no such entry. */
  long count(int tag) {
    int entry = find(tag);
    return entry < 0 ? 0 : valuesOf(entry);
  }

  private long valuesOf(int entry) {
    return big ? tiff.getLong(entry + 4) : Integer.toUnsignedLong(tiff.getInt(entry + 4));
  }

  private long bytes(int entry) {
    int type = tiff.getShort(entry + 2) & 0xffff;
    long count = valuesOf(entry);
    int size = type < SIZES.length ? SIZES[type] : 0;
    return count < 0 || count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * size;
  }

  /** Reads one of an entry's whole numbers. */
  long element(int tag, int index) {
    int entry = find(tag);
    int inline = big ? 8 : 4;
    int value = entry + (big ? 12 : 8);
    boolean outside = bytes(entry) > inline;
    long far = big ? tiff.getLong(value) : Integer.toUnsignedLong(tiff.getInt(value));
    int at = outside ? index(far) : value;
    return switch (tiff.getShort(entry + 2)) {
      case BYTE -> tiff.get(at + index) & 0xff;
      case SHORT -> tiff.getShort(at + 2 * index) & 0xffff;
      case LONG8 -> tiff.getLong(at + 8 * index);
      default -> Integer.toUnsignedLong(tiff.getInt(at + 4 * index));
    };
  }

  /** Tells whether an entry that a decoder reads has more numbers than any sound one. */
  boolean hasLongEntries() {
    for (int i = 0; i < entries; i++) {
      boolean read = PIXELS.contains(tiff.getShort(entry(i)) & 0xffff);
      if (read && bytes(entry(i)) > MOST_BYTES) {
        return true;
      }
    }
    return false;
  }

  /** Hides what no decoder needs for the first picture's pixels. */
  static byte[] stripped(byte[] content) {
    try {
      byte[] stripped = content.clone();
      TiffDirectory directory = of(stripped, 0, stripped.length);
      directory.hide(tag -> !PIXELS.contains(tag));
      directory.end();
      return stripped;
    } catch (IndexOutOfBoundsException e) { // which a reader is to tell
      return content;
    }
  }

  /** Makes entries unknown ones of a single byte, in place. */
  void hide(IntPredicate tags) {
    for (int i = 0; i < entries; i++) {
      int entry = entry(i);
      if (tags.test(tiff.getShort(entry) & 0xffff)) {
        tiff.putShort(entry, (short) PRIVATE).putShort(entry + 2, (short) BYTE);
        if (big) {
          tiff.putLong(entry + 4, 1);
        } else {
          tiff.putInt(entry + 4, 1);
        }
      }
    }
  }

  /** Lets no other directory follow. */
  private void end() {
    if (big) {
      tiff.putLong(entry(entries), 0);
    } else {
      tiff.putInt(entry(entries), 0);
    }
  }
}
