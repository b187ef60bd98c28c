package io.github.softmaxregression.picture;

import java.util.Arrays;

/**
 * Tells from a JPEG's segments whether it is whole: readers fill with grey what is missing, and say
 * so of the first fault alone.
 */
final class JpegScans {
  /** Is more than lies between a scan's data and the end of image by chance. */
  private static final int ZEROS = 32;

  private static final int COEFFICIENTS = 64;

  private final byte[] content;
  private final int[][] missingBits = new int[256][]; // by component: of each coefficient
  private boolean ended;
  private long pixels;
  private int scans;
  private int tables;

  private JpegScans(byte[] content, int from) {
    this.content = content;
    FileParts.visitJpeg(content, from, this::segment);
  }

  /** Looks through a JPEG. */
  static JpegScans of(byte[] content) {
    return of(content, 0);
  }

  /** Looks through a JPEG in a file, at an offset; finds nothing where there is none. */
  static JpegScans of(byte[] content, long from) {
    return new JpegScans(content, (int) Math.max(0, Math.min(content.length, from)));
  }

  /** Pixels of the largest frame. */
  long pixels() {
    return pixels;
  }

  int scans() {
    return scans;
  }

  int tables() {
    return tables;
  }

  /**
   * Tells whether a JPEG ends early: without an end of image, and before its last scan or in zeros,
   * as a file does that was never filled. One that ends within a scan is left to the reader.
   */
  boolean isCut() {
    return FileParts.isJpeg(content) && !ended && (isCoarse() || endsInZeros());
  }

  /** Tells whether a JPEG has an end of image. */
  static boolean isEnded(byte[] content) {
    return of(content).ended;
  }

  private boolean segment(int kind, int from, int to) {
    boolean frame = kind >= 0xc0 && kind <= 0xcf && kind != 0xc4 && kind != 0xc8 && kind != 0xcc;
    if (frame && from + 5 <= to) {
      pixels = Math.max(pixels, (long) number(from + 1) * number(from + 3));
    }
    tables += kind < FileParts.START_OF_IMAGE && !frame || kind > 0xda && kind < 0xe0 ? 1 : 0;
    scans += kind == FileParts.START_OF_SCAN ? 1 : 0;
    boolean cosines = kind >= 0xc0 && kind <= 0xc2 || kind == 0xc9 || kind == 0xca; // DCT
    if (cosines && from + 6 <= to) {
      frame(from, to);
    } else if (kind == FileParts.START_OF_SCAN && from < to) {
      scan(from, to);
    }
    ended |= kind == FileParts.END_OF_IMAGE;
    return true;
  }

  private int number(int at) {
    return (content[at] & 0xff) << 8 | content[at + 1] & 0xff;
  }

  /** Reads a frame's header: precision, height, width, components of three bytes each. */
  private void frame(int from, int to) {
    int components = content[from + 5] & 0xff;
    for (int at = from + 6; at + 3 <= to && at < from + 6 + 3 * components; at += 3) {
      int[] all = new int[COEFFICIENTS];
      Arrays.fill(all, 1);
      missingBits[content[at] & 0xff] = all;
    }
  }

  /** Reads a scan's header: components of two bytes each, first and last coefficient, bits. */
  private void scan(int from, int to) {
    int components = content[from] & 0xff;
    int spectrum = from + 1 + 2 * components;
    if (spectrum + 3 > to) {
      return;
    }
    int last = Math.min(COEFFICIENTS - 1, content[spectrum + 1] & 0xff);
    int bits = content[spectrum + 2] & 0x0f;
    for (int at = from + 1; at < spectrum; at += 2) {
      int[] coefficients = missingBits[content[at] & 0xff];
      for (int i = content[spectrum] & 0xff; coefficients != null && i <= last; i++) {
        coefficients[i] = bits;
      }
    }
  }

  private boolean isCoarse() {
    return Arrays.stream(missingBits)
        .anyMatch(bits -> bits != null && Arrays.stream(bits).anyMatch(missing -> missing > 0));
  }

  private boolean endsInZeros() {
    int start = Math.max(0, content.length - ZEROS);
    return Arrays.equals(content, start, content.length, new byte[ZEROS], 0, ZEROS);
  }
}
