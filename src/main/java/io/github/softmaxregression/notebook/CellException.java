package io.github.softmaxregression.notebook;

/** A cell whose code does not compile, or that has thrown something. */
public final class CellException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with the code, in one line or a few. */
  CellException(String message) {
    super(message);
  }

  CellException(String message, Throwable cause) {
    super(message, cause);
  }
}
