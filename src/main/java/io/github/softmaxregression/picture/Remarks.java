package io.github.softmaxregression.picture;

import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Understands what readers remark of a picture's bytes while they decode it: whether pixels are
 * missing. Most remarks are of what lies beside the pixels, or can be done without.
 */
final class Remarks implements IIOReadWarningListener {
  /** Begin the remarks of pixels that are made up: of libjpeg (jerror.h), and one of WebP's. */
  private static final List<String> MISSING =
      List.of(
          "Corrupt JPEG data: premature end of data segment",
          "Corrupt JPEG data: bad Huffman code",
          "Corrupt JPEG data: found marker",
          "Nothing to decode");

  /** Begin other remarks of libjpeg's, which speaks of the first fault alone. */
  private static final List<String> FIRST =
      List.of(
          "Corrupt JPEG data: ",
          "Inconsistent progression sequence",
          "Invalid SOS parameters",
          "Unknown Adobe color transform",
          "Warning: unknown JFIF revision");

  /** Ends a remark that is made when all pixels have been read. */
  private static final String LAST = " extraneous bytes before marker 0xd9";

  private String missing;
  private String first;

  @Override
  public void warningOccurred(ImageReader source, String text) {
    if (MISSING.stream().anyMatch(text::startsWith)) {
      missing = text;
    } else if (FIRST.stream().anyMatch(text::startsWith) && !text.endsWith(LAST)) {
      first = text;
    }
  }

  /**
   * Tells why pixels are missing; null if none are.
   *
   * @param content the file's bytes: where another fault came first, a missing end tells as much
   */
  String missing(byte[] content) {
    boolean hidden = first != null && FileParts.isJpeg(content) && !JpegScans.isEnded(content);
    return hidden ? first : missing;
  }
}
