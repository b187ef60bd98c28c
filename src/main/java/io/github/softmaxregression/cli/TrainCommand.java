package io.github.softmaxregression.cli;

import io.github.softmaxregression.model.Classifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import picocli.CommandLine.Command;

/** Trains the network and saves it. */
@Command(
    name = "train",
    description = "Trains the network on the 60,000 training images and saves it as a zip.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class TrainCommand extends TrainingCommand {
  TrainCommand() {
    super(Hyperparameters.DEFAULTS.epochs(), ModelOption.DEFAULT);
  }

  @Override
  Classifier create(Hyperparameters settings, int inputs, int classes) {
    return SoftmaxNetwork.create(settings, inputs, classes);
  }

  @Override
  SoftmaxNetwork network(Classifier trained, Hyperparameters settings) {
    return (SoftmaxNetwork) trained;
  }
}
