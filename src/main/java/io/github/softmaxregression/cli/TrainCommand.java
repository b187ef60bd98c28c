package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.HyperparameterOptions;
import io.github.softmaxregression.model.ModelKind;
import picocli.CommandLine.Command;

/** Trains the network and saves it. */
@Command(
    name = "train",
    description = {
      "Trains the network on the 60,000 training images and saves it as a zip.",
      "The class Chapter does the same in Deeplearning4j's own words, on one screen."
    })
final class TrainCommand extends TrainingCommand {
  TrainCommand() {
    super(ModelKind.NETWORK, new HyperparameterOptions.Refined(), "models/latest.zip");
  }
}
