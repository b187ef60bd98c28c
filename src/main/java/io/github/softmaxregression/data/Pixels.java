package io.github.softmaxregression.data;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Where the pixels of a set lie: images of one size, in memory or in a file. */
@FunctionalInterface
interface Pixels {
  /**
   * How many bytes a set may have to be shuffled as a whole, and to be copied when images are
   * chosen; in an unpacked file, more stay where they are. A constant, not a share of the memory at
   * hand: the same seed shall give the same order of images on every machine.
   */
  long LARGE = 128L << 20;

  /** Copies {@code count} images, from one on, to where {@code position} of a buffer is. */
  void copy(int first, int count, ByteBuffer target, int position);

  /**
   * Requires that images in a file are still the ones that they were.
   *
   * @throws UncheckedIOException if the file was changed or removed
   */
  default void requireUnchanged() {}

  /** Images of {@code length} bytes each, in a buffer that is read by absolute positions only. */
  static Pixels in(ByteBuffer pixels, int length) {
    return (first, count, target, position) ->
        target.put(position, pixels, first * length, count * length);
  }
}
