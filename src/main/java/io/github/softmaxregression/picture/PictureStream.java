package io.github.softmaxregression.picture;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture's bytes for ImageIO. There are readers that take each bit beyond the end for a zero and
 * go on for minutes; this stream puts an end to it.
 */
final class PictureStream extends ImageInputStreamImpl {
  /** Sound files end within a few bytes of where their readers look last. */
  private static final int MOST_READS_BEYOND = 1000;

  private final byte[] content;
  private int readsBeyond;

  PictureStream(byte[] content) {
    this.content = content;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the end was passed too often
   */
  @Override
  public int read() {
    bitOffset = 0;
    return isAtEnd() ? -1 : content[(int) streamPos++] & 0xff;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the end was passed too often
   */
  @Override
  public int read(byte[] target, int start, int length) {
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int count = (int) Math.min(length, content.length - streamPos);
    System.arraycopy(content, (int) streamPos, target, start, count);
    streamPos += count;
    return count;
  }

  private boolean isAtEnd() {
    if (streamPos < content.length) {
      return false;
    }
    if (++readsBeyond > MOST_READS_BEYOND) {
      throw new IllegalStateException("it ends early"); // no IOException: those are ignored
    }
    return true;
  }

  @Override
  public long length() {
    return content.length;
  }

  @Override
  public boolean isCached() {
    return true;
  }

  @Override
  public boolean isCachedMemory() {
    return true;
  }

  /**
   * Nothing: there is nothing to close. Java would otherwise keep every stream, with its buffer,
   * for a later garbage collection.
   */
  @Override
  @SuppressWarnings({"deprecation", "removal"})
  protected void finalize() {}
}
