package io.github.softmaxregression.store;

/** Describes a training by L-BFGS in a few words. */
final class LbfgsWords {
  private LbfgsWords() {}

  /** For example {@code L-BFGS, 100 iterations, L2 1.0E-5}. */
  static String of(Provenance.Lbfgs settings) {
    String method = settings.l1() > 0 ? "OWL-QN" : "L-BFGS";
    String l1 = settings.l1() > 0 ? ", L1 " + settings.l1() : "";
    String l2 = settings.l2() > 0 ? ", L2 " + settings.l2() : "";
    return "%s, %d iterations%s%s".formatted(method, settings.losses().size() - 1, l1, l2);
  }
}
