package io.github.softmaxregression.spark;

/** Of data sets that are in two parts. */
enum Part {
  /** To learn from. */
  TRAIN,
  /** To measure with. */
  TEST
}
