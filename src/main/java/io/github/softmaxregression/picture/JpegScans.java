package io.github.softmaxregression.picture;

import java.util.Arrays;
import java.util.List;

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

  private JpegScans(byte[] content) {
    this.content = content;
    FileParts.visit(content, this::segment);
  }

  /**
   * Tells whether a JPEG ends early: without an end of image, and before its last scan or in zeros,
   * as a file does that was never filled. One that ends within a scan is left to the reader.
   */
  static boolean isCut(byte[] content) {
    if (!FileParts.isJpeg(content)) {
      return false;
    }
    JpegScans scans = new JpegScans(content);
    return !scans.ended && (scans.isCoarse() || scans.endsInZeros());
  }

  /** Tells whether a JPEG has an end of image. */
  static boolean isEnded(byte[] content) {
    return new JpegScans(content).ended;
  }

  private boolean segment(int kind, int from, int to) {
    boolean cosines = List.of(0xc0, 0xc1, 0xc2, 0xc9, 0xca).contains(kind); // DCT
    if (cosines && from + 6 <= to) {
      frame(from, to);
    } else if (kind == FileParts.START_OF_SCAN && from < to) {
      scan(from, to);
    }
    ended |= kind == FileParts.END_OF_IMAGE;
    return true;
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
