package io.github.softmaxregression.cli;

import io.github.softmaxregression.store.Versions;
import picocli.CommandLine.IVersionProvider;

/** Prints the program's version, its libraries', Java's and the platform, a line each. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return Versions.all().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toArray(String[]::new);
  }
}
