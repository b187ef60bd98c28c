package io.github.softmaxregression.picture;

import java.util.concurrent.TimeUnit;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Ends the decoding of a picture that takes very long: at the next row, or when bytes are read.
 * What {@link DecodingLimits} lets through takes a small part of it.
 */
final class TimeLimit implements IIOReadProgressListener {
  /** Limits the time for a picture. */
  static final int SECONDS = 10;

  private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);

  boolean isOver() {
    return System.nanoTime() - end > 0;
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    if (isOver()) {
      source.abort();
    }
  }

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {}

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}
}
