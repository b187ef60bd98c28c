package io.github.softmaxregression.cli;

import picocli.CommandLine.Command;

/** Shows a network that learns, on a page where visitors train it, and a saved model as well. */
@Command(
    name = "playground",
    description = {
      "Opens a page on which visitors train the network and watch it learn.",
      "Two runs go on at a time, beside all that serve opens. Only this machine can reach it, unless"
          + " --host says otherwise."
    })
final class PlaygroundCommand extends ServingCommand {
  @Override
  boolean hasPlayground() {
    return true;
  }
}
