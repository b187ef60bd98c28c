package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.options.HyperparameterOptions;
import io.github.softmaxregression.cli.output.EpochProgress;
import io.github.softmaxregression.cli.output.LongWork;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.report.Resource;
import io.github.softmaxregression.training.CrossValidation;
import io.github.softmaxregression.training.DivergenceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Compares settings by cross-validation: how the preset {@code best} was chosen. */
@Command(
    name = "tune",
    description = {
      "Compares settings by cross-validation on the training images.",
      "The test images are not looked at. Without candidates it compares the preset best, and each"
          + " of its settings changed a little."
    })
final class TuneCommand extends CommandPart implements Callable<Integer> {
  private static final long SPLIT_SEED = 7;

  @Mixin private DataOption data;
  @Mixin private DeviceOptions device;
  @Mixin private FormatOption format;

  @Option(names = "--folds", paramLabel = "N")
  private int folds = 5;

  @Option(names = "--candidate", paramLabel = "'OPTIONS'")
  private List<String> candidates;

  /** Is what a program reads of a candidate; all but its settings is null where it diverged. */
  private record Output(
      String settings, Double accuracy, Double difference, Double standardError) {}

  /** The options of {@code train} that decide what is learned. */
  @Command
  private static final class Candidate {
    @Mixin private HyperparameterOptions.Refined options;
  }

  @Override
  public Integer call() throws IOException {
    requireRange("--folds", folds, 2, 100);
    device.check();
    if (candidates == null) {
      // The chosen preset, and what it was chosen among last: one setting changed at a time.
      candidates = Resource.text(TuneCommand.class, "tune-candidates.txt").lines().toList();
    }
    List<Hyperparameters> settings = candidates.stream().map(this::parsed).toList();
    ImageSet images = data.source().train();
    device.start();
    try (LongWork work = new LongWork(spec().name(), err(), isWatched(), kept(0))) {
      compare(settings, images, work);
    }
    return 0;
  }

  private void compare(List<Hyperparameters> settings, ImageSet images, LongWork work) {
    List<Output> outputs = new ArrayList<>();
    format
        .notes()
        .printf(
            "%d folds of %,d training images; the difference is to the first%n%n",
            folds, images.size());
    format.say("accuracy  difference         settings%n");
    CrossValidation first = null;
    double best = 0;
    String winner = "";
    for (int i = 0; i < settings.size(); i++) {
      CrossValidation result;
      work.keeps(kept(i));
      CrossValidation.FoldListener progress = progress(settings, i, work);
      try {
        result = CrossValidation.of(settings.get(i), images, folds, SPLIT_SEED, progress);
        work.clear();
      } catch (DivergenceException e) {
        work.clear();
        format.say("diverged  %-17s  %s%n", "", candidates.get(i));
        outputs.add(new Output(candidates.get(i), null, null, null));
        continue;
      }
      first = first == null ? result : first;
      format.say("%8.4f  %-17s  %s%n", result.mean(), difference(result, first), candidates.get(i));
      outputs.add(
          new Output(
              candidates.get(i),
              result.mean(),
              result.mean() - first.mean(),
              result.standardErrorTo(first)));
      if (result.mean() > best) {
        best = result.mean();
        winner = candidates.get(i);
      }
    }
    if (!winner.isEmpty()) {
      format.say("%nhighest: %s%n", winner);
    }
    if (format.isJson()) {
      format.print(outputs);
    }
  }

  private String kept(int compared) {
    return format.isJson()
        ? "nothing was printed"
        : "%d of %d candidates were compared; to go on, give the first and the others with --candidate"
            .formatted(compared, candidates.size());
  }

  /** Tells how far all candidates are; each counts as its epochs, of which some have more. */
  private CrossValidation.FoldListener progress(
      List<Hyperparameters> settings, int candidate, LongWork work) {
    double all = folds * (double) settings.stream().mapToInt(Hyperparameters::epochs).sum();
    int before = folds * settings.stream().limit(candidate).mapToInt(Hyperparameters::epochs).sum();
    int epochs = settings.get(candidate).epochs();
    return (fold, examples) ->
        EpochProgress.of(
            (share, format, values) ->
                work.at(
                    (before + (fold + share) * epochs) / all,
                    "candidate %d of %d, fold %d of %d",
                    candidate + 1,
                    settings.size(),
                    fold + 1,
                    folds),
            epochs,
            examples);
  }

  private static String difference(CrossValidation result, CrossValidation first) {
    return result == first
        ? ""
        : "%+.4f +- %.4f".formatted(result.mean() - first.mean(), result.standardErrorTo(first));
  }

  private Hyperparameters parsed(String candidate) {
    Candidate parsed = new Candidate();
    try {
      new CommandLine(parsed)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .parseArgs(candidate.strip().split("\\s+"));
      return parsed.options.chosen();
    } catch (ParameterException e) {
      throw usage("'%s': %s", candidate, e.getMessage());
    }
  }
}
