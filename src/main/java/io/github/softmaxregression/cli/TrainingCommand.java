package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFormatOption;
import io.github.softmaxregression.cli.options.FormatOption;
import io.github.softmaxregression.cli.options.HyperparameterOptions;
import io.github.softmaxregression.cli.output.EpochProgress;
import io.github.softmaxregression.cli.output.EpochTable;
import io.github.softmaxregression.cli.output.TrainingFiles;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Augment;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.store.Checkpoint;
import io.github.softmaxregression.store.FolderLock;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.CheckpointListener;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model and saves it: what the commands that train have in common. */
abstract class TrainingCommand extends CommandPart implements Callable<Integer> {
  private final ModelKind model;

  @Mixin private DataOption.Resized data;
  @Mixin private DeviceOptions device;
  @Mixin private HyperparameterOptions hyperparameters;
  @Mixin private FigureFormatOption figures;
  @Mixin private FormatOption format;

  @Option(names = "--out", paramLabel = "ZIP")
  private Path out;

  @Option(names = "--checkpoint-every", paramLabel = "N")
  private Integer checkpointEvery;

  @Option(names = "--resume")
  private boolean resume;

  @Option(names = "--from", paramLabel = "ZIP")
  private String from;

  private PrintWriter notes;
  private DataSource source;
  private ImageSet training;
  private ImageSet test;
  private Checkpoint.Run run;
  private InputFormat input;
  private TrainingSetup setup;

  TrainingCommand(ModelKind model, HyperparameterOptions hyperparameters, String out) {
    this.model = model;
    this.hyperparameters = hyperparameters;
    this.out = Path.of(out);
  }

  @Override
  @SuppressWarnings("try") // the lock is held, not used
  public Integer call() throws IOException {
    notes = format.notes();
    device.check();
    data.check();
    int every = checkpointEvery == null ? 1 : checkpointEvery;
    requireRange("--checkpoint-every", every, 1, Long.MAX_VALUE);
    if (data.hasPictures()) {
      hyperparameters.preferPictures();
    }
    Hyperparameters asked = hyperparameters.chosen();
    Path file = Checkpoint.fileFor(out);
    boolean resuming = resume && Files.exists(file);
    Hyperparameters settings = resuming ? RunStart.settings(file, hyperparameters, spec()) : asked;
    source = data.source();
    try (Background<Void> starting = Background.start("ND4J", () -> startNd4j(settings))) {
      readImages();
      starting.result();
      if (resume && !resuming && RunStart.isOver(out, model, settings, training, from)) {
        return RunEnd.before(out, settings.epochs(), notes, format.isJson(), out());
      }
      RunStart begun = null; // anew; else its class is loaded
      if (resuming || from != null) {
        begun = RunStart.of(spec(), out, resuming, from);
        training = begun.fitted(training);
        test = begun.fitted(test);
      }
      run = Checkpoint.Run.of(model, settings, training, begun == null ? null : begun.origin());
      Checkpoint start =
          begun == null ? new Checkpoint(run, Progress.START, null) : begun.progress(run);
      try (FolderLock lock = FolderLock.of(out)) {
        if (!resuming && Files.exists(file)) {
          notes.printf("%s%n%n", RunNotes.replaced(file));
        }
        setup = setup();
        input = data.input(training, settings.augment() == Augment.STRONG);
        announce();
        if (begun != null) {
          notes.printf("%s%n%n", begun.begin(setup));
        }
        return train(start);
      }
    }
  }

  /** Starts ND4J, which takes as long as reading the images. */
  private Void startNd4j(Hyperparameters settings) {
    device.start();
    model.create(settings, 1, 2); // and throws it away: this loads the model's classes
    return null;
  }

  private void readImages() throws IOException {
    training = data.resize(source.train());
    test = data.resize(source.test());
    if (training.height() != test.height() || training.width() != test.width()) {
      throw RunNotes.sizesDiffer(source, training, test);
    }
    training.digests(); // computes them, which the run is known by, while ND4J starts
  }

  private TrainingSetup setup() {
    try {
      return new TrainingSetup(model, run.settings(), training);
    } catch (IllegalArgumentException e) { // a split without images on one side
      throw usage("--validation: %s", e.getMessage());
    }
  }

  private void announce() {
    int examples = setup.training().size();
    ImageSet validation = setup.validation();
    String held = validation == null ? "" : ", %,d validation".formatted(validation.size());
    notes.printf(
        "Softmax regression: %,d training%s and %,d test images", examples, held, test.size());
    notes.printf(
        " of %d x %d (%s), %d classes%n",
        test.height(), test.width(), source.location(), training.classNames().size());
    notes.printf("%s, on ND4J's %s%n%n", run.settings().describe(), device.choice());
  }

  /** Trains and saves; returns the exit code: 1 if it was stopped, and has saved a checkpoint. */
  private int train(Checkpoint start) throws IOException {
    boolean testsEachEpoch = hyperparameters.testsEachEpoch() && setup.validation() == null;
    String lookedAt = setup.validation() != null ? "validation" : testsEachEpoch ? "test" : "";
    int examples = setup.training().size();
    int epochs = run.settings().epochs();
    boolean json = format.isJson();
    EpochTable table = new EpochTable(json ? out() : notes, json, lookedAt);
    start.progress().epochs().forEach(table::print);
    boolean named = spec().commandLine().getParseResult().hasMatchedOption("--out");
    TrainingFiles files = new TrainingFiles(out, named, input, figures.ending(), notes);
    ImageSet tested = testsEachEpoch ? test : null;
    boolean isLong = (long) epochs * examples > HeapTrimmer.COLLECTED;
    Trainer.Listener trimmer = isLong ? new HeapTrimmer(examples) : null;
    Progress end;
    try (EpochProgress bar =
            isWatched() ? EpochProgress.start(spec().name(), err(), epochs, examples) : null;
        ShutdownHook stop = new ShutdownHook()) {
      Trainer.Listener saver =
          new CheckpointListener(examples, checkpointEvery, stop::requested, this::save);
      end = setup.train(start.progress(), start.state(), tested, bar, table, saver, trimmer);
      if (!Trainer.isOver(end, run.settings())) {
        // Tells it here: once the hook is closed the process may end at any moment.
        return RunEnd.stopped(end, Checkpoint.fileFor(out), bar, spec(), resume, json);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (end.best() != null || end.lastEpoch().loss() > end.epochs().get(0).loss()) {
      notes.print(RunNotes.over(end));
    }
    double accuracy = files.write(setup.result(), test, provenance(end.epochs()), !testsEachEpoch);
    if (json || isQuiet()) {
      RunEnd.over(end, epochs, out, accuracy).print(json, out());
    }
    return 0;
  }

  private Provenance provenance(List<EpochMetrics> epochs) {
    var settings = run.settings();
    String location = source.location();
    int n = setup.training().size();
    var choice = device.choice();
    return Provenance.now(model, settings, location, training, n, test, choice, epochs, run.from());
  }

  private void save(Progress progress) throws IOException {
    new Checkpoint(run, progress, setup.state())
        .save(setup.network(), input, provenance(progress.epochs()), Checkpoint.fileFor(out));
  }
}
