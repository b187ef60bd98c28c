package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.store.Checkpoint;
import io.github.softmaxregression.store.FolderLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands that train have in common: everything but the model. */
abstract class TrainingCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private RootCommand root;
  @Mixin private DataOption data;
  @Mixin private ResizeOption resize;
  @Mixin private DeviceOptions compute;
  @Mixin private SettingsOptions settings;
  @Mixin private CheckpointOptions checkpoints;
  @Mixin private FigureFormatOption figures;

  @Option(
      names = "--out",
      paramLabel = "ZIP",
      description = "Where to save the model. Default: ${DEFAULT-VALUE}.")
  private Path out;

  /** With the default that differs from command to command. */
  TrainingCommand(String out) {
    this.out = Path.of(out);
  }

  /** The settings that the options change. */
  abstract Hyperparameters defaults();

  /** Settings with the command's own options in them. */
  abstract Hyperparameters changed(Hyperparameters base);

  /** Whether the test images are looked at after each epoch, as in the chapter. */
  abstract boolean testsEachEpoch();

  /** How the model is written. */
  abstract ModelKind model();

  @Override
  @SuppressWarnings("try") // the lock is held, not used
  public Integer call() throws IOException {
    compute.check();
    resize.check();
    checkpoints.check();
    settings(defaults()); // what is wrong with the options is said before anything is done
    Path file = Checkpoint.fileFor(out);
    boolean resuming = checkpoints.resume() && Files.exists(file);
    Hyperparameters settings = resuming ? resumed(file) : settings(defaults());
    DataSource source = data.source(resize::side);
    try (Background<Checkpoint> starting =
        Background.start("ND4J", () -> start(settings, resuming ? file : null))) {
      ImageSet training = resize.apply(source.train());
      ImageSet test = resize.apply(source.test());
      if (training.height() != test.height() || training.width() != test.width()) {
        throw new InvalidFileException(
            source.location(),
            "test images of %d x %d pixels".formatted(test.height(), test.width()),
            "%d x %d like those of training".formatted(training.height(), training.width()),
            "take both from the same data set, or give --resize");
      }
      Checkpoint checkpoint = starting.result();
      Checkpoint.Run identity = Checkpoint.Run.of(model(), settings, training);
      if (checkpoint != null && !checkpoint.run().equals(identity)) {
        throw new InvalidFileException(
            file,
            "a run of " + checkpoint.run().describe(),
            identity.describe() + " and the same images",
            "give the same --data and --resize, or leave --resume out to begin anew");
      }
      try (FolderLock ignored = FolderLock.of(out)) {
        if (checkpoint == null && Files.exists(file)) {
          writer()
              .printf(
                  "%s of an unfinished run will be replaced; to go on with it, stop now and give"
                      + " --resume%n%n",
                  file);
        }
        run(identity, source, training, test).run(checkpoint);
      }
    } catch (StoppedException e) {
      return 1;
    }
    return 0;
  }

  private TrainingRun run(
      Checkpoint.Run identity, DataSource source, ImageSet training, ImageSet test) {
    try {
      return new TrainingRun(this, identity, source, training, test, writer(), root.terminal());
    } catch (IllegalArgumentException e) { // a split without images on one side
      throw new ParameterException(spec.commandLine(), "--validation: " + e.getMessage(), e);
    }
  }

  /** The settings of a checkpoint; options may repeat them, not change them. */
  private Hyperparameters resumed(Path file) throws IOException {
    Hyperparameters settings = Checkpoint.runOf(file).settings();
    if (!settings(settings).equals(settings)) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with the settings in %s; other ones cannot be given".formatted(file));
    }
    return settings;
  }

  private Hyperparameters settings(Hyperparameters base) {
    try {
      return changed(settings.over(base));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Starts ND4J and loads the model's classes, by making a small one: as long as reading takes. */
  private Checkpoint start(Hyperparameters settings, Path checkpoint) throws IOException {
    long inputs = (long) resize.side() * resize.side();
    compute.start(settings.batchSize(), inputs, FashionMnist.CLASSES);
    model().create(settings, 1, FashionMnist.CLASSES);
    return checkpoint == null ? null : Checkpoint.load(checkpoint);
  }

  private PrintWriter writer() {
    return spec.commandLine().getOut();
  }

  Path out() {
    return out;
  }

  DeviceOptions compute() {
    return compute;
  }

  CheckpointOptions checkpoints() {
    return checkpoints;
  }

  FigureFormatOption figures() {
    return figures;
  }

  /** The command that goes on with a run that was put down. */
  String resumeCommand() {
    StringBuilder line = new StringBuilder(spec.root().name());
    for (String argument : spec.commandLine().getParseResult().originalArgs()) {
      line.append(' ').append(argument.contains(" ") ? "'" + argument + "'" : argument);
    }
    return checkpoints.resume() ? line.toString() : line.append(" --resume").toString();
  }
}
