package io.github.softmaxregression.cli;

import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains the network and saves it. */
@Command(
    name = "train",
    description = "Trains the network on the 60,000 training images and saves it as a zip.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class TrainCommand extends TrainingCommand {
  @Mixin private RecipeOptions recipe;

  TrainCommand() {
    super("models/latest.zip");
  }

  @Override
  Hyperparameters defaults() {
    return recipe.recipe().settings();
  }

  @Override
  Hyperparameters changed(Hyperparameters base) {
    return recipe.over(base);
  }

  @Override
  boolean testsEachEpoch() {
    return recipe.recipe() == Preset.CHAPTER;
  }

  @Override
  ModelKind model() {
    return ModelKind.NETWORK;
  }
}
