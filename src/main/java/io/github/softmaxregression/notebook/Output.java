package io.github.softmaxregression.notebook;

/** What a cell of code has given. */
public sealed interface Output {
  /** Lines that were printed. */
  record Printed(String text) implements Output {}

  /** The value of the last expression, as text. */
  record Value(String text) implements Output {}

  /**
   * A figure that was the value of the last expression.
   *
   * @param png a file's bytes
   * @param svg the same, as text
   * @param alternative what it shows
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Picture(byte[] png, String svg, String alternative) implements Output {}
}
