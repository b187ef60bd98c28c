package io.github.softmaxregression.cli;

import io.github.softmaxregression.model.Hyperparameters;
import picocli.CommandLine.Option;

/** What can be set about every training. */
final class SettingsOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images. Default: the chapter's, or the recipe's.")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Images in a minibatch. Default: the chapter's 256, or the recipe's.")
  private Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Step size. Default: the chapter's 0.1, or the recipe's.")
  private Double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides starting weights and shuffling. Default: 42.")
  private Long seed;

  /** Some settings, with these options in place of theirs where they were given. */
  Hyperparameters over(Hyperparameters base) {
    return new Hyperparameters(
        or(epochs, base.epochs()),
        or(batchSize, base.batchSize()),
        or(learningRate, base.learningRate()),
        base.weightStdDev(),
        or(seed, base.seed()),
        base.optimizer(),
        base.momentum(),
        base.schedule(),
        base.l1(),
        base.l2(),
        base.labelSmoothing(),
        base.robustness(),
        base.dropout(),
        base.centered(),
        base.validation(),
        base.patience());
  }

  /** The value of an option, or another one if it was not given. */
  static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
