package io.github.softmaxregression.picture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Marks the figures that this program draws, so that none becomes data of a later run. */
public final class DrawnHere {
  /** Is the length of what begins every PNG: its signature and the chunk IHDR. */
  private static final int PNG_HEADER = 33;

  private static final byte[] CHUNK = chunk("Software\0softmax-regression");

  /** Is how many bytes of a file tell. */
  static final int END = PNG_HEADER + CHUNK.length;

  private DrawnHere() {}

  private static byte[] chunk(String text) {
    byte[] typed = ("tEXt" + text).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(typed);
    return ByteBuffer.allocate(typed.length + 2 * Integer.BYTES)
        .putInt(typed.length - Integer.BYTES)
        .put(typed)
        .putInt((int) checksum.getValue())
        .array();
  }

  /** Says in a PNG who has drawn it. */
  public static byte[] marked(byte[] png) {
    return ByteBuffer.allocate(png.length + CHUNK.length)
        .put(png, 0, PNG_HEADER)
        .put(CHUNK)
        .put(png, PNG_HEADER, png.length - PNG_HEADER)
        .array();
  }

  /** Tells whether the first bytes of a file are those of such a figure. */
  static boolean isOn(byte[] start) {
    return start.length >= END && Arrays.equals(start, PNG_HEADER, END, CHUNK, 0, CHUNK.length);
  }
}
