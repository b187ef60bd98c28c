package io.github.softmaxregression.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a saved model on a page, and answers programs. */
@Command(
    name = "serve",
    description = {
      "Opens a page and an HTTP API over a saved model.",
      "Draw or drop a picture and see what the network makes of it. Only this machine can reach it,"
          + " unless --host says otherwise."
    })
final class ServeCommand extends ServingCommand {
  @Option(names = "--playground")
  private boolean playground;

  @Override
  boolean hasPlayground() {
    return playground;
  }
}
