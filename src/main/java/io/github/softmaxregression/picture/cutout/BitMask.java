package io.github.softmaxregression.picture.cutout;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Marks the pixels of a thing by bits, so that one operation does for 64 pixels of a row what would
 * take 64 otherwise. Around the picture there is ground: a row above, a row below, and at least one
 * pixel behind each row, which is also what lies before the next one.
 */
public final class BitMask {
  private final int height;
  private final int width;
  private final int words; // of a row
  private final long[] bits; // [1 + height + 1, words], the first pixel of a word lowest

  /** The rows and columns in which a thing lies, the last ones not included. */
  public record Box(int top, int left, int bottom, int right) {}

  private BitMask(int height, int width) {
    this.height = height;
    this.width = width;
    this.words = width / Long.SIZE + 1;
    this.bits = new long[(height + 2) * words];
  }

  /** Marks the pixels for which something holds, told by their positions in row-major order. */
  public static BitMask of(int height, int width, IntPredicate holds) {
    BitMask mask = new BitMask(height, width);
    int pixel = 0;
    for (int y = 0; y < height; y++) {
      for (int left = 0; left < width; left += Long.SIZE) {
        long word = 0;
        for (int x = 0; x < Math.min(width - left, Long.SIZE); x++) {
          word |= (holds.test(pixel++) ? 1L : 0) << x;
        }
        mask.bits[(y + 1) * mask.words + left / Long.SIZE] = word;
      }
    }
    return mask;
  }

  /** Whether a pixel is marked. */
  public boolean has(int y, int x) {
    return (bits[(y + 1) * words + x / Long.SIZE] >>> x & 1) != 0;
  }

  /** The first column, from one on, in which a row is marked; the width if there is none. */
  public int next(int y, int from) {
    return next(y, from, 0);
  }

  /** The first column, from one on, in which a row is not marked; the width if there is none. */
  public int end(int y, int from) {
    return next(y, from, -1);
  }

  private int next(int y, int from, long flipped) {
    int row = (y + 1) * words;
    int k = from / Long.SIZE;
    long word = (bits[row + k] ^ flipped) & -1L << from;
    while (word == 0 && ++k < words) {
      word = bits[row + k] ^ flipped;
    }
    return word == 0 ? width : k * Long.SIZE + Long.numberOfTrailingZeros(word);
  }

  /** Counts the marked pixels. */
  public int count() {
    return count(0, bits.length);
  }

  private int count(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += Long.bitCount(bits[i]);
    }
    return count;
  }

  /** The smallest box around what is marked; empty if nothing is. */
  public Box box() {
    int top = height;
    int left = width;
    int bottom = 0;
    int right = 0;
    for (int y = 0; y < height; y++) {
      for (int k = 0; k < words; k++) {
        long word = bits[(y + 1) * words + k];
        if (word != 0) {
          top = Math.min(top, y);
          bottom = y + 1;
          left = Math.min(left, k * Long.SIZE + Long.numberOfTrailingZeros(word));
          right = Math.max(right, (k + 1) * Long.SIZE - Long.numberOfLeadingZeros(word));
        }
      }
    }
    return new Box(top, left, bottom, right);
  }

  /** Marks also what the border cannot be reached from, over edges alone. */
  public BitMask filled() {
    BitMask outside = new BitMask(height, width);
    Arrays.fill(outside.bits, 0, words, -1);
    Arrays.fill(outside.bits, bits.length - words, bits.length, -1);
    for (int i = 2 * words - 1; i < bits.length; i += words) {
      outside.bits[i] |= -1L << width;
    }
    boolean more = true;
    while (more) {
      more = false;
      for (int i = words; i < bits.length - words; i++) {
        more |= outside.spread(i, ~bits[i]);
      }
      for (int i = bits.length - words - 1; i >= words; i--) {
        more |= outside.spread(i, ~bits[i]);
      }
    }
    BitMask filled = new BitMask(height, width);
    for (int i = 0; i < bits.length; i++) {
      filled.bits[i] = ~outside.bits[i];
    }
    return filled;
  }

  /** Marks those of a word's open pixels that are reached from marked ones; whether any is new. */
  private boolean spread(int i, long open) {
    long beside = before(i) | behind(i) | bits[i - words] | bits[i + words];
    long reached = beside & open & ~bits[i];
    if (reached == 0) {
      return false;
    }
    long right = onward(reached, open);
    bits[i] |= Long.reverse(onward(Long.reverse(right), Long.reverse(open)));
    return true;
  }

  /** Goes on from pixels to the right, as far as all is open: that far a sum's carry goes. */
  private static long onward(long pixels, long open) {
    return pixels | open & ~(open + pixels);
  }

  /** Keeps the pixels of which all four neighbours are marked. */
  public BitMask inner() {
    BitMask inner = new BitMask(height, width);
    for (int i = words; i < bits.length - words; i++) {
      inner.bits[i] = bits[i] & before(i) & behind(i) & bits[i - words] & bits[i + words];
    }
    return inner;
  }

  /** Counts the edges between marked pixels and others, or what lies beyond the picture. */
  public int outline() {
    int begun = 0; // runs in rows and columns: as many as end
    for (int i = words; i < bits.length - words; i++) {
      begun += Long.bitCount(bits[i] & ~before(i)) + Long.bitCount(bits[i] & ~bits[i - words]);
    }
    return 2 * begun;
  }

  /** Counts the edges at which marked pixels touch a box around all of them. */
  public int touching(Box box) {
    int count = 0;
    for (int y = box.top(); y < box.bottom(); y++) {
      count += (has(y, box.left()) ? 1 : 0) + (has(y, box.right() - 1) ? 1 : 0);
    }
    int first = (box.top() + 1) * words;
    int last = box.bottom() * words;
    return count + count(first, first + words) + count(last, last + words);
  }

  /** Counts the marked pixels of which the mirror image, left for right, is marked too. */
  public int mirrored() {
    int count = 0;
    int beyond = words * Long.SIZE - width; // pixels behind a row, before it in its mirror image
    for (int row = words; row < bits.length - words; row += words) {
      for (int k = 0; k < words; k++) {
        int opposite = row + words - 1 - k;
        // Shifts twice, as no shift by 64 does anything.
        long low = Long.reverse(bits[opposite]) >>> beyond - 1 >>> 1;
        long high = Long.reverse(bits[opposite - 1]) << width; // ground where that is another row
        count += Long.bitCount(bits[row + k] & (low | high));
      }
    }
    return count;
  }

  /** Counts the marked pixels of which the mirror image, top for bottom, is marked too. */
  public int upended() {
    int count = 0;
    for (int row = words; row < bits.length - words; row += words) {
      for (int k = 0; k < words; k++) {
        count += Long.bitCount(bits[row + k] & bits[bits.length - words - row + k]);
      }
    }
    return count;
  }

  /** The marks of a word's pixels' left neighbours. */
  private long before(int i) {
    return bits[i] << 1 | bits[i - 1] >>> Long.SIZE - 1;
  }

  /** The marks of a word's pixels' right neighbours. */
  private long behind(int i) {
    return bits[i] >>> 1 | bits[i + 1] << Long.SIZE - 1;
  }
}
