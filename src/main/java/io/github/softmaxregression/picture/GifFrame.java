package io.github.softmaxregression.picture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Takes the first frame from a GIF file (GIF89a), without texts and what programs put beside. */
final class GifFrame {
  private static final int HEADER = 13; // signature and logical screen descriptor
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int DESCRIPTOR = 10; // bytes of an image's, with the separator

  private final byte[] content;
  private final ByteArrayOutputStream out;
  private int at;

  private GifFrame(byte[] content) {
    this.content = content;
    this.out = new ByteArrayOutputStream(content.length);
  }

  /** Returns a file with that frame alone; ends it where the file ends. */
  static byte[] first(byte[] content) {
    GifFrame frame = new GifFrame(content);
    try {
      frame.copy();
      frame.out.write(TRAILER);
      return frame.out.toByteArray();
    } catch (IndexOutOfBoundsException e) { // it ends early, which its reader shall tell
      frame.out.write(content, frame.at, Math.max(0, content.length - frame.at));
      return frame.out.toByteArray();
    }
  }

  private void copy() {
    take(HEADER + palette(content[10]));
    byte[] control = {};
    while ((content[at] & 0xff) == EXTENSION) {
      int start = at;
      boolean needed = (content[at + 1] & 0xff) == GRAPHIC_CONTROL;
      at += 2;
      blocks(0);
      control = needed ? Arrays.copyOfRange(content, start, at) : control;
    }
    out.writeBytes(control);
    if ((content[at] & 0xff) != IMAGE) {
      return; // which its reader shall tell
    }
    long pixels = (long) number(at + 5) * number(at + 7);
    take(DESCRIPTOR + palette(content[at + 9]) + 1); // and the size of LZW codes
    // A code of up to 12 bits stands for a pixel or more: what exceeds that comes to nothing.
    blocks(2 * pixels + 4096);
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

  /** Passes over data blocks, and copies so many bytes of them. */
  private void blocks(long most) {
    long copied = 0;
    int length;
    do {
      length = content[at] & 0xff;
      if (copied < most) {
        take(1 + length);
      } else {
        at += 1 + length;
      }
      copied += length;
    } while (length > 0);
    if (most > 0 && copied >= most) {
      out.write(0); // ends what was cut
    }
  }
}
