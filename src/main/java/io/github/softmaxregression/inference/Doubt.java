package io.github.softmaxregression.inference;

import io.github.softmaxregression.picture.Likeness;
import io.github.softmaxregression.picture.Picture;

/** Says why a prediction of a picture is not to be trusted, whatever its probability. */
public enum Doubt {
  BLANK("blank: no contrast"),
  NOTHING_FOUND("nothing found"),
  LITTLE_CONTRAST("little contrast"),
  UNLIKE("unlike any class");

  private static final double BLANK_BELOW = 8; // levels of 255

  private final String words;

  Doubt(String words) {
    this.words = words;
  }

  /** Says it in a word or three. */
  public String words() {
    return words;
  }

  /**
   * Finds what speaks most against a picture; null if nothing does.
   *
   * @param unlikeness as {@link Likeness#unlikeness}
   */
  static Doubt of(Picture picture, double unlikeness) {
    double contrast = picture.finding().contrast();
    if (contrast < BLANK_BELOW && picture.cutout() == null) {
      return BLANK;
    }
    if (picture.finding().searched() && picture.cutout() == null) {
      return NOTHING_FOUND;
    }
    return contrast < Likeness.FAINT ? LITTLE_CONTRAST : unlikeness > 1 ? UNLIKE : null;
  }
}
