package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.HyperparameterOptions;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import picocli.CommandLine.Command;

/** Trains the hand-written model and saves it as an ordinary network. */
@Command(
    name = "scratch",
    description = "Trains the model written out in plain ND4J and saves it as an ordinary zip.")
final class ScratchCommand extends TrainingCommand {
  ScratchCommand() {
    super(
        ModelKind.SCRATCH,
        new HyperparameterOptions(Hyperparameters.CHAPTER.with(s -> s.epochs = 5)),
        "models/scratch.zip");
  }
}
