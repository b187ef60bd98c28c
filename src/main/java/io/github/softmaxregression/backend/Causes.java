package io.github.softmaxregression.backend;

/** What lies behind an error. */
public final class Causes {
  private Causes() {}

  /** The first cause: the last one in the chain, or the error itself. */
  public static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
