package io.github.softmaxregression.model;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Hits: examples whose largest score is the true class's. */
public final class Accuracy {
  private Accuracy() {}

  /**
   * Counts hits.
   *
   * @param scores logits or probabilities [n, k]
   * @param labels one-hot [n, k]
   */
  public static long correct(INDArray scores, INDArray labels) {
    INDArray truth = labels.argMax(1); // [n]
    return scores.argMax(1).eq(truth).castTo(truth.dataType()).sumNumber().longValue();
  }
}
