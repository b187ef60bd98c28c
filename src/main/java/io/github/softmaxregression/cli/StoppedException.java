package io.github.softmaxregression.cli;

/** Training was put down at somebody's wish; the message says how to go on. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
