package io.github.softmaxregression.picture;

/**
 * Whether bright and dark are exchanged: Fashion-MNIST is bright on black, photos are mostly dark
 * on white.
 */
public enum Invert {
  /** Where the border is bright. */
  AUTO,
  /** Always. */
  YES,
  /** Never. */
  NO
}
