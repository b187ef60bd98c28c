package io.github.softmaxregression.cli;

import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import picocli.CommandLine.Command;

/** Trains the hand-written model and saves it as an ordinary network. */
@Command(
    name = "scratch",
    description = "Trains the model written out in plain ND4J and saves it as an ordinary zip.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class ScratchCommand extends TrainingCommand {
  private static final int EPOCHS = 5;

  ScratchCommand() {
    super("models/scratch.zip");
  }

  @Override
  Hyperparameters defaults() {
    Hyperparameters chapter = Hyperparameters.DEFAULTS;
    return new Hyperparameters(
        EPOCHS,
        chapter.batchSize(),
        chapter.learningRate(),
        chapter.weightStdDev(),
        chapter.seed());
  }

  @Override
  Hyperparameters changed(Hyperparameters base) {
    return base;
  }

  @Override
  boolean testsEachEpoch() {
    return true;
  }

  @Override
  ModelKind model() {
    return ModelKind.SCRATCH;
  }
}
