package io.github.softmaxregression.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks over the parts that a picture's file is made of: a JPEG's segments (ITU-T T.81, B.1), a
 * PNG's or a WebP's chunks. Each byte is looked at once at most, and nothing is unpacked. What is
 * broken ends the walk, without an error.
 */
final class FileParts {
  /** Begins a JPEG, and every marker. */
  static final int MARKER = 0xff;

  /** Tell what a JPEG's segment is. */
  static final int START_OF_IMAGE = 0xd8;

  static final int END_OF_IMAGE = 0xd9;
  static final int START_OF_SCAN = 0xda;

  private static final int FIRST = 0xc0; // of the markers that are in use
  private static final int FIRST_RESTART = 0xd0;
  private static final long PNG = 0x89504e470d0a1a0aL;

  /** Receives the parts in their order. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes the next part.
     *
     * @param kind a JPEG's marker, without 0xff, or the four letters of a chunk
     * @param from the first of its data's bytes, behind marker or letters, and length
     * @param to the first byte behind them, in the file
     * @return whether to go on
     */
    boolean visit(int kind, int from, int to);
  }

  private final ByteBuffer content;

  private FileParts(byte[] content) {
    this.content = ByteBuffer.wrap(content);
  }

  /** Makes the number of four letters, as files have them. */
  static int letters(String four) {
    return four.charAt(0) << 24 | four.charAt(1) << 16 | four.charAt(2) << 8 | four.charAt(3);
  }

  static boolean isJpeg(byte[] content) {
    return content.length > 2
        && (content[0] & 0xff) == MARKER
        && (content[1] & 0xff) == START_OF_IMAGE;
  }

  static boolean isPng(byte[] content) {
    return content.length > Long.BYTES && ByteBuffer.wrap(content).getLong(0) == PNG;
  }

  static boolean isWebp(byte[] content) {
    return content.length > 12
        && ByteBuffer.wrap(content).getInt(0) == letters("RIFF")
        && ByteBuffer.wrap(content).getInt(8) == letters("WEBP");
  }

  /** Visits the parts; none of a file in another format. */
  static void visit(byte[] content, Visitor visitor) {
    FileParts parts = new FileParts(content);
    if (isJpeg(content)) {
      parts.segments(2, visitor);
    } else if (isPng(content)) {
      parts.chunks(8, content.length, true, visitor);
    } else if (isWebp(content)) {
      parts.chunks(12, content.length, false, visitor);
    }
  }

  /** Visits the chunks in a part of a WebP. */
  static void visitChunks(byte[] content, int from, int to, Visitor visitor) {
    new FileParts(content).chunks(from, to, false, visitor);
  }

  /** Visits the segments of a JPEG in a file, at an offset; none where there is no JPEG. */
  static void visitJpeg(byte[] content, int from, Visitor visitor) {
    boolean jpeg = from + 2 < content.length && content[from] == -1 && content[from + 1] == -40;
    if (jpeg) {
      new FileParts(content).segments(from + 2, visitor);
    }
  }

  /** Passes over fill bytes, stray bytes and a scan's data on the way to the next marker. */
  private void segments(int first, Visitor visitor) {
    int at = first;
    int end = content.capacity();
    while (at + 1 < end) {
      int kind = content.get(at + 1) & 0xff;
      boolean marker = (content.get(at) & 0xff) == MARKER && kind >= FIRST && kind != MARKER;
      if (!marker || kind >= FIRST_RESTART && kind <= START_OF_IMAGE) {
        at++;
        continue;
      }
      int length = at + 3 < end && kind != END_OF_IMAGE ? content.getShort(at + 2) & 0xffff : 2;
      int next = Math.min(end, at + 2 + Math.max(2, length));
      if (kind != END_OF_IMAGE && at + 4 > end) {
        return;
      }
      int from = kind == END_OF_IMAGE ? at + 2 : at + 4;
      if (!visitor.visit(kind, from, next) || kind == END_OF_IMAGE) {
        return;
      }
      at = next;
    }
  }

  /** Has the length before a PNG's type and a checksum behind its data. */
  private void chunks(int first, int end, boolean png, Visitor visitor) {
    int around = png ? 12 : 8; // bytes of a chunk that are not its data
    long at = first;
    while (at + around <= end) {
      int chunk = (int) at;
      int kind = content.order(ByteOrder.BIG_ENDIAN).getInt(png ? chunk + 4 : chunk);
      ByteOrder order = png ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      long length = Integer.toUnsignedLong(content.order(order).getInt(png ? chunk : chunk + 4));
      int to = (int) Math.min(end, chunk + 8 + length);
      if (!visitor.visit(kind, chunk + 8, to)) {
        return;
      }
      at += around + length + (png ? 0 : length % 2);
    }
  }
}
