package io.github.softmaxregression.picture;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Gives a picture's bytes to ImageIO. Some readers take each bit beyond the end for a zero and go
 * on for minutes: after too many reads there, each throws an IllegalStateException.
 */
final class PictureStream extends ImageInputStreamImpl {
  /** Limits reads at the end: of sound files readers look a few bytes beyond at most. */
  private static final int MOST_READS_BEYOND = 1000;

  private static final int READS_A_LOOK = 1 << 16; // at the clock

  private final byte[] content;
  private final TimeLimit limit;
  private int readsBeyond;
  private int reads;

  PictureStream(byte[] content, TimeLimit limit) {
    this.content = content;
    this.limit = limit;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return isAtEnd() ? -1 : content[(int) streamPos++] & 0xff;
  }

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
    if (++reads % READS_A_LOOK == 0 && limit.isOver()) {
      throw new IllegalStateException("it takes too long");
    }
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

  /** Closes nothing. Java would otherwise keep every stream for a later garbage collection. */
  @Override
  @SuppressWarnings({"deprecation", "removal"})
  protected void finalize() {}
}
