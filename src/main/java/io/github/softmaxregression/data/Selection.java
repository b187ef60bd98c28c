package io.github.softmaxregression.data;

import java.nio.ByteBuffer;

/**
 * Images chosen from others, which stay where they are.
 *
 * @param indices of those chosen, in the order wanted
 * @param length bytes of an image
 */
record Selection(Pixels from, int[] indices, int length) implements Pixels {
  @Override
  public void copy(int first, int count, ByteBuffer target, int position) {
    int done = 0;
    while (done < count) {
      int run = run(first + done, count - done);
      from.copy(indices[first + done], run, target, position + done * length);
      done += run;
    }
  }

  @Override
  public void requireUnchanged() {
    from.requireUnchanged();
  }

  /** Counts how many that follow each other here do so there too: they are copied together. */
  private int run(int first, int most) {
    int run = 1;
    while (run < most && indices[first + run] == indices[first] + run) {
      run++;
    }
    return run;
  }
}
