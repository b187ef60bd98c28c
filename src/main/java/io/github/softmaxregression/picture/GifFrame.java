package io.github.softmaxregression.picture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Takes the first frame from a GIF file (GIF89a), without texts and what programs put beside, and
 * of its codes those that its pixels need: each may stand for thousands.
 */
final class GifFrame {
  private static final int HEADER = 13; // signature and logical screen descriptor
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int DESCRIPTOR = 10; // bytes of an image's, with the separator
  private static final int MOST_CODES = 4096;
  private static final int BLOCK = 255;

  private final byte[] content;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at;

  private GifFrame(byte[] content) {
    this.content = content;
  }

  /**
   * Returns a file with that frame alone; the same file if it is no sound one.
   *
   * @throws IndexOutOfBoundsException if it ends before its pixels do
   */
  static byte[] first(byte[] content) {
    GifFrame frame = new GifFrame(content);
    frame.copy();
    frame.out.write(TRAILER);
    return frame.out.toByteArray();
  }

  private void copy() {
    take(HEADER + palette(content[10]));
    byte[] control = {};
    while ((content[at] & 0xff) == EXTENSION) {
      int start = at;
      boolean needed = (content[at + 1] & 0xff) == GRAPHIC_CONTROL;
      at += 2;
      while (content[at] != 0) {
        at += 1 + (content[at] & 0xff);
      }
      at++;
      control = needed ? Arrays.copyOfRange(content, start, at) : control;
    }
    out.writeBytes(control);
    if ((content[at] & 0xff) != IMAGE) {
      return; // which its reader shall tell
    }
    long pixels = (long) number(at + 5) * number(at + 7);
    take(DESCRIPTOR + palette(content[at + 9]) + 1);
    byte[] codes = codes(content[at - 1], pixels);
    for (int i = 0; i < codes.length; i += BLOCK) {
      int length = Math.min(BLOCK, codes.length - i);
      out.write(length);
      out.write(codes, i, length);
    }
    out.write(0);
  }

  private int number(int from) {
    return content[from] & 0xff | (content[from + 1] & 0xff) << 8;
  }

  private static int palette(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  private void take(int length) {
    if (at + length > content.length) {
      throw new IndexOutOfBoundsException();
    }
    out.write(content, at, length);
    at += length;
  }

  /**
   * Follows LZW codes, by the lengths of what they stand for, to the last pixel (GIF89a, appendix
   * F); what follows the first wrong code is left to the reader.
   *
   * @param bits of a pixel's number
   * @return the bytes of the codes, to that pixel
   */
  private byte[] codes(int bits, long pixels) {
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    if (bits < 1 || bits > 8) {
      throw new IndexOutOfBoundsException("codes of " + bits + " bits");
    }
    int clear = 1 << bits;
    int[] lengths = new int[MOST_CODES];
    Arrays.fill(lengths, 0, clear, 1);
    int next = clear + 2;
    int size = bits + 1;
    int previous = -1;
    long made = 0;
    int left = 0; // of a block
    int buffer = 0;
    int buffered = 0;
    while (made < pixels) {
      while (buffered < size) {
        while (left == 0) {
          left = content[at++] & 0xff;
          if (left == 0) { // no more codes: pixels are missing
            throw new IndexOutOfBoundsException("the codes' end");
          }
        }
        codes.write(content[at]);
        buffer |= (content[at++] & 0xff) << buffered;
        buffered += 8;
        left--;
      }
      int code = buffer & (1 << size) - 1;
      buffer >>>= size;
      buffered -= size;
      if (code == clear) {
        next = clear + 2;
        size = bits + 1;
        previous = -1;
        continue;
      }
      boolean known = code < clear || code > clear + 1 && code < next;
      if (!known && (code != next || previous < 0)) { // an early end, or a wrong code
        throw new IndexOutOfBoundsException("code " + code);
      }
      if (previous >= 0 && next < MOST_CODES) {
        lengths[next++] = lengths[previous] + 1;
        size += next == 1 << size && size < 12 ? 1 : 0;
      }
      made += lengths[code];
      previous = code;
    }
    return codes.toByteArray();
  }
}
