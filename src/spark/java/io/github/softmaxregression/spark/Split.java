package io.github.softmaxregression.spark;

/** Names the half of a data set that has two. */
enum Split {
  /** Trains. */
  TRAIN,
  /** Measures. */
  TEST
}
