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
      description =
          "Save a checkpoint after every N minibatches and every epoch. Default: after an epoch, at"
              + " most once a second.")
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

  /** Whether checkpoints were asked for, however often that makes them. */
  boolean asked() {
    return every != null;
  }

  boolean resume() {
    return resume;
  }

  /** Whether a checkpoint is due after so many minibatches of an epoch. */
  boolean due(int minibatches) {
    return every != null && minibatches % every == 0;
  }
}
