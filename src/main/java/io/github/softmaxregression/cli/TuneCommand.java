package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.training.CrossValidation;
import io.github.softmaxregression.training.DivergenceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares settings by cross-validation: how the recipe {@code best} was chosen. */
@Command(
    name = "tune",
    description = {
      "Compares settings by cross-validation on the training images; the test images are not looked",
      "at. Without candidates: the recipe 'best', and each of its settings changed a little."
    },
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class TuneCommand implements Callable<Integer> {
  /** The chosen recipe, and what it was chosen among last: one setting changed at a time. */
  private static final List<String> NEIGHBOURS =
      List.of(
          "--recipe best",
          "--recipe best --epochs 20",
          "--recipe best --epochs 60",
          "--recipe best --batch-size 64",
          "--recipe best --batch-size 256",
          "--recipe best --learning-rate 0.2",
          "--recipe best --learning-rate 1",
          "--recipe best --optimizer nesterov",
          "--recipe best --optimizer adam --momentum 0 --learning-rate 0.002",
          "--recipe best --momentum 0.8",
          "--recipe best --momentum 0.95",
          "--recipe best --schedule constant",
          "--recipe best --l1 1e-5",
          "--recipe best --l2 0",
          "--recipe best --l2 3e-5",
          "--recipe best --label-smoothing 0.05",
          "--recipe best --robustness 0 --learning-rate 0.2",
          "--recipe best --robustness 0.2",
          "--recipe best --robustness 0.3",
          "--recipe best --robustness 0.5",
          "--recipe best --robustness 0.6",
          "--recipe best --dropout 0",
          "--recipe best --dropout 0.02",
          "--recipe best --dropout 0.1",
          "--recipe best --no-centered",
          "--recipe chapter");

  private static final long SPLIT_SEED = 7;
  private static final int MOST_FOLDS = 100;

  @Spec private CommandSpec spec;
  @Mixin private DataOption data;
  @Mixin private DeviceOptions compute;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description =
          "Parts of the training images, each of which is held out once. Default: ${DEFAULT-VALUE}.")
  private int folds = 5;

  @Option(
      names = "--candidate",
      paramLabel = "'OPTIONS'",
      description = "Settings, as options of train in one argument; may be repeated.")
  private List<String> candidates = NEIGHBOURS;

  /** The options of {@code train} that decide what is learned. */
  @Command(name = "candidate")
  private static final class Candidate {
    @Mixin private SettingsOptions settings;
    @Mixin private RecipeOptions recipe;

    Hyperparameters parsed() {
      return recipe.over(settings.over(recipe.recipe().settings()));
    }
  }

  @Override
  public Integer call() throws IOException {
    if (folds < 2 || folds > MOST_FOLDS) {
      throw new ParameterException(
          spec.commandLine(), "--folds %d: expected 2 to %d".formatted(folds, MOST_FOLDS));
    }
    compute.check();
    List<Hyperparameters> settings = candidates.stream().map(this::parsed).toList();
    ImageSet images = data.source().train();
    compute.start(settings.get(0).batchSize(), images.pixelsPerImage(), FashionMnist.CLASSES);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d folds of %,d training images; the difference is to the first%n%n",
        folds, images.size());
    out.println("accuracy  difference         settings");
    out.flush();
    CrossValidation first = null;
    double best = 0;
    String winner = "";
    for (int i = 0; i < settings.size(); i++) {
      CrossValidation result;
      try {
        result = CrossValidation.of(settings.get(i), images, folds, SPLIT_SEED);
      } catch (DivergenceException e) {
        out.printf("diverged  %-17s  %s%n", "", candidates.get(i));
        out.flush();
        continue;
      }
      first = first == null ? result : first;
      out.printf("%8.4f  %-17s  %s%n", result.mean(), difference(result, first), candidates.get(i));
      out.flush();
      if (result.mean() > best) {
        best = result.mean();
        winner = candidates.get(i);
      }
    }
    if (!winner.isEmpty()) {
      out.printf("%nhighest: %s%n", winner);
    }
    return 0;
  }

  private static String difference(CrossValidation result, CrossValidation first) {
    return result == first
        ? ""
        : "%+.4f +- %.4f".formatted(result.mean() - first.mean(), result.standardErrorTo(first));
  }

  private Hyperparameters parsed(String options) {
    Candidate candidate = new Candidate();
    try {
      new CommandLine(candidate)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(options.strip().split("\\s+"));
      return candidate.parsed();
    } catch (ParameterException | IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "'%s': %s".formatted(options, e.getMessage()), e);
    }
  }
}
