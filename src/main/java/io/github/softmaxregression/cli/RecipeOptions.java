package io.github.softmaxregression.cli;

import static io.github.softmaxregression.cli.SettingsOptions.or;

import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.LearningRateSchedule;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.model.Preset;
import picocli.CommandLine.Option;

/** What can be set about the network's training beside what every training command has. */
final class RecipeOptions {
  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description =
          "chapter (plain SGD, 10 epochs) or best (what a linear model can reach)."
              + " Default: chapter.")
  private Preset recipe = Preset.CHAPTER;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "sgd, momentum, nesterov or adam. Default: the recipe's, as for all below.")
  private Optimizer optimizer;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      description = "For momentum and nesterov, from 0 to below 1.")
  private Double momentum;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = "Learning rate from epoch to epoch: constant or cosine.")
  private LearningRateSchedule schedule;

  @Option(names = "--l1", paramLabel = "F", description = "Adds F x sum of |w| to the loss.")
  private Double l1;

  @Option(names = "--l2", paramLabel = "F", description = "Adds F/2 x sum of w^2 to the loss.")
  private Double l2;

  @Option(
      names = "--label-smoothing",
      paramLabel = "E",
      description = "Share of each label spread over all classes.")
  private Double labelSmoothing;

  @Option(
      names = "--robustness",
      paramLabel = "Q",
      description =
          "Generalized cross-entropy: an example counts p^Q, for the probability p of its label.")
  private Double robustness;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Set this share of the pixels to 0, others in each minibatch.")
  private Double dropout;

  @Option(
      names = "--centered",
      negatable = true,
      fallbackValue = "true",
      arity = "0",
      description = "Subtract the mean training image; folded into the biases at the end.")
  private Boolean centered;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description =
          "Hold out this share of each class's training images, and keep the epoch that is best on"
              + " them. The test images are looked at once then, at the end.")
  private Double validation;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "End after N epochs without a better validation accuracy. Default: never.")
  private Integer patience;

  Preset recipe() {
    return recipe;
  }

  /** Some settings, with these options in place of theirs where they were given. */
  Hyperparameters over(Hyperparameters base) {
    Optimizer chosen = or(optimizer, base.optimizer());
    return new Hyperparameters(
        base.epochs(),
        base.batchSize(),
        base.learningRate(),
        base.weightStdDev(),
        base.seed(),
        chosen,
        or(momentum, chosen.hasMomentum() ? base.momentum() : 0),
        or(schedule, base.schedule()),
        or(l1, base.l1()),
        or(l2, base.l2()),
        or(labelSmoothing, base.labelSmoothing()),
        or(robustness, base.robustness()),
        or(dropout, base.dropout()),
        or(centered, base.centered()),
        or(validation, base.validation()),
        or(patience, base.patience()));
  }
}
