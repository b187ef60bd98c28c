package io.github.softmaxregression.backend;

import org.apache.commons.lang3.exception.ExceptionUtils;

/** Finds what lies behind an error. */
public final class Causes {
  private Causes() {}

  /** Follows the chain of causes to its last one, or the error itself. */
  public static Throwable root(Throwable error) {
    return ExceptionUtils.getRootCause(error);
  }
}
