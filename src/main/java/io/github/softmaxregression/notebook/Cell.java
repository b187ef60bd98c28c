package io.github.softmaxregression.notebook;

import java.util.List;

/**
 * Holds a part of a notebook.
 *
 * @param code whether it is Java to run, or else Markdown to read
 * @param source its text, without a line break at the end
 * @param alternative what a picture that it gives shows, for those who cannot see it; may be empty
 * @param fold what a reader opens to see it, a hint or an answer; empty where it is always seen
 * @param outputs of its code, in order; empty for Markdown, and before it is run
 */
public record Cell(
    boolean code, String source, String alternative, String fold, List<Output> outputs) {
  /** Holds what a cell of code has given. */
  public sealed interface Output {}

  /** Holds text that was printed, or else is the value of the last expression. */
  public record Text(String text, boolean printed) implements Output {}

  /** Holds a figure that was the value of the last expression: a PNG's bytes, and the SVG. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Picture(byte[] png, String svg) implements Output {}

  /** Copies the outputs. */
  public Cell {
    outputs = List.copyOf(outputs);
  }

  /** Holds a cell that was not run. */
  Cell(boolean code, String source, String alternative, String fold) {
    this(code, source, alternative, fold, List.of());
  }

  /** Copies it, with what its code has given. */
  Cell with(List<Output> outputs) {
    return new Cell(code, source, alternative, fold, outputs);
  }
}
