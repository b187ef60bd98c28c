package io.github.softmaxregression.data;

import org.nd4j.linalg.dataset.DataSet;

/**
 * The arrays of a minibatch, made once and filled again for each minibatch.
 *
 * <p>There is a set for each number of examples, which are two, since the last minibatch of a pass
 * may be short: native memory that is let go of is only freed when Java collects garbage, which it
 * may not do for a long time.
 */
interface MinibatchArrays {
  /** Pixels are divided by it. */
  int WHITE = 255;

  /**
   * Fills the arrays with images and their labels.
   *
   * @param order image index by position
   * @param start the first position
   * @param rows how many examples, b
   * @return the arrays themselves, as a data set
   */
  DataSet fill(int[] order, int start, int rows);
}
