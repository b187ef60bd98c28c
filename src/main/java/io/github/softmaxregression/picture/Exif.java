package io.github.softmaxregression.picture;

import java.util.Arrays;

/**
 * Reads how a camera was held from a picture's EXIF data, and nothing else of what lies beside its
 * pixels. EXIF data are a TIFF file (Exif 2.32, 4.5) in a JPEG's APP1 segment, a PNG's eXIf chunk,
 * a WebP's EXIF chunk.
 */
final class Exif {
  private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};
  private static final int APP1 = 0xe1;
  private static final int PNG_CHUNK = FileParts.letters("eXIf");
  private static final int WEBP_CHUNK = FileParts.letters("EXIF");

  private Exif() {}

  /** Reads it from a file's bytes; upright, where nothing is said or it is broken. */
  static Orientation orientation(byte[] content) {
    int[] found = {0, TiffDirectory.isTiff(content, 0) ? content.length : 0}; // from, to
    FileParts.visit(
        content,
        (kind, from, to) -> {
          boolean named = isNamed(content, from, to);
          if (kind == APP1 && named || kind == PNG_CHUNK || kind == WEBP_CHUNK) {
            found[0] = named ? from + NAME.length : from; // as some name it in chunks too
            found[1] = to;
          }
          return found[1] == 0 && kind != FileParts.START_OF_SCAN;
        });
    return new Orientation(orientation(content, found[0], found[1]));
  }

  private static int orientation(byte[] content, int from, int to) {
    try {
      return from >= to ? 1 : orientation(TiffDirectory.of(content, from, to));
    } catch (IndexOutOfBoundsException e) { // the pixels could be read: what is missing is beside
      return 1;
    }
  }

  private static boolean isNamed(byte[] content, int from, int to) {
    int end = Math.min(to, from + NAME.length);
    return from < end && Arrays.equals(content, from, end, NAME, 0, NAME.length);
  }

  private static int orientation(TiffDirectory directory) {
    return (int) directory.number(TiffDirectory.ORIENTATION, 1);
  }
}
