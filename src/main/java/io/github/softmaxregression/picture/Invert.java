package io.github.softmaxregression.picture;

/** Says when bright and dark are exchanged: Fashion-MNIST is bright on black, photos mostly not. */
public enum Invert {
  /** Where the ground or, of a whole picture, the border is bright. */
  AUTO,
  /** Always. */
  YES,
  /** Never. */
  NO
}
