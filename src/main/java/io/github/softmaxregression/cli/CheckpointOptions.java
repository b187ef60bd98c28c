package io.github.softmaxregression.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a run survives. */
final class CheckpointOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Save a checkpoint every N minibatches too, not only after each epoch.")
  private Integer every;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint beside the zip; without one, begin.")
  private boolean resume;

  void check() {
    if (every != null && every < 1) {
      throw new ParameterException(
          spec.commandLine(), "--checkpoint-every %d: expected 1 or more".formatted(every));
    }
  }

  boolean resume() {
    return resume;
  }

  /** Whether a checkpoint is due after so many minibatches of an epoch. */
  boolean due(int minibatches) {
    return every != null && minibatches % every == 0;
  }
}
