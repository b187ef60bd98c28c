package io.github.softmaxregression.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hides from readers what lies beside a picture's pixels and makes some of them fail: colour
 * profiles, which brightness hardly depends on and which may be of any kind or broken, and the
 * length in a BMP's header, which many programs leave at 0.
 */
final class Tidied {
  private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APP2 = 0xe2;
  private static final byte COMMENT = (byte) 0xfe;
  private static final int WEBP_HEADER = FileParts.letters("VP8X");
  private static final int WEBP_PROFILE = FileParts.letters("ICCP");
  private static final int PROFILE_FLAG = 0x20;
  private static final int TIFF_PROFILE = 34675;
  private static final int UNKNOWN_TAG = 65000; // of the range that is free to be used

  private Tidied() {}

  /** Returns the same bytes, or a copy in which something is hidden. */
  static byte[] of(byte[] content) {
    if (content.length > 6 && content[0] == 'B' && content[1] == 'M') {
      return withLength(content);
    }
    if (TiffDirectory.isTiff(content, 0)) {
      return tiff(content);
    }
    byte[][] tidied = {content};
    FileParts.visit(
        content,
        (kind, from, to) -> {
          int name = Math.min(to, from + ICC.length);
          if (kind == APP2 && Arrays.equals(content, from, name, ICC, 0, ICC.length)) {
            copy(tidied, content)[from - 3] = COMMENT;
          } else if (kind == WEBP_HEADER && from < to) {
            copy(tidied, content)[from] &= ~PROFILE_FLAG;
          } else if (kind == WEBP_PROFILE) {
            copy(tidied, content)[from - 8] = 'X'; // readers pass over unknown chunks
          }
          return kind != FileParts.START_OF_SCAN;
        });
    return tidied[0];
  }

  private static byte[] copy(byte[][] tidied, byte[] content) {
    tidied[0] = tidied[0] == content ? content.clone() : tidied[0];
    return tidied[0];
  }

  private static byte[] tiff(byte[] content) {
    try {
      byte[] tidied = content.clone();
      TiffDirectory.of(tidied, 0, tidied.length).rename(TIFF_PROFILE, UNKNOWN_TAG);
      return tidied;
    } catch (IndexOutOfBoundsException e) { // which a reader is to tell
      return content;
    }
  }

  private static byte[] withLength(byte[] content) {
    byte[] tidied = content.clone();
    for (int i = 0; i < Integer.BYTES; i++) {
      tidied[2 + i] = (byte) (content.length >> 8 * i);
    }
    return tidied;
  }
}
