package io.github.softmaxregression.store;

/** Describes a training by L-BFGS in a few words. */
final class LbfgsWords {
  private LbfgsWords() {}

  /** For example {@code L-BFGS, 100 iterations, L2 1.0E-5}. */
  static String of(int iterations, double l1, double l2) {
    String method = l1 > 0 ? "OWL-QN" : "L-BFGS";
    String penalties = (l1 > 0 ? ", L1 " + l1 : "") + (l2 > 0 ? ", L2 " + l2 : "");
    return "%s, %d iterations%s".formatted(method, iterations, penalties);
  }
}
