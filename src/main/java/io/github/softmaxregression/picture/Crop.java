package io.github.softmaxregression.picture;

/** Says when the thing that a picture shows is cut out of it. */
public enum Crop {
  /** Where one is found, unless the picture has the model's size already. */
  AUTO,
  /** Wherever one is found. */
  YES,
  /** Never: the whole picture is taken, as it is right for tightly cut ones. */
  NO
}
