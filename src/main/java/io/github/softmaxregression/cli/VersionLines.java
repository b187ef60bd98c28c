package io.github.softmaxregression.cli;

import io.github.softmaxregression.store.Versions;

/** Writes what {@code --version} prints. */
final class VersionLines {
  private VersionLines() {}

  /** One line for each name and version, as {@code ND4J 1.0.0-M2.1}. */
  static String[] get() {
    return Versions.all().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toArray(String[]::new);
  }
}
