package io.github.softmaxregression.cli;

import io.github.softmaxregression.model.Hyperparameters;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many images a minibatch has. */
final class BatchSizeOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images in a minibatch. Default: ${DEFAULT-VALUE}.")
  private int batchSize = Hyperparameters.DEFAULTS.batchSize();

  int get() {
    if (batchSize < 1) {
      throw new ParameterException(
          spec.commandLine(), "batch size " + batchSize + ": expected 1 or more");
    }
    return batchSize;
  }
}
