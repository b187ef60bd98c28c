package io.github.softmaxregression.cli.options;

import io.github.softmaxregression.model.Hyperparameters;
import picocli.CommandLine.Option;

/** How many images a minibatch has. */
public final class BatchSizeOption extends CommandPart {
  @Option(names = "--batch-size", paramLabel = "N")
  private int batchSize = Hyperparameters.CHAPTER.batchSize();

  public int get() {
    if (batchSize < 1) {
      throw usage("batch size %d: expected 1 or more", batchSize);
    }
    return batchSize;
  }
}
