package io.github.softmaxregression.cli;

/** Training was put down at somebody's wish, after saying how to go on. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
