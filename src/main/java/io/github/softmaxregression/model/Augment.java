package io.github.softmaxregression.model;

/** How much training images are varied, anew in each epoch. */
public enum Augment {
  /** Not at all. */
  NONE,
  /** As photographs of the same kind differ from each other; mirrored half of the time. */
  SLIGHT,
  /** As photographs differ from the pictures of a shop: shorter for their width, with less tone. */
  STRONG
}
