package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.report.ReportPage;
import io.github.softmaxregression.report.RunReport;
import io.github.softmaxregression.store.AtomicFile;
import io.github.softmaxregression.store.Checkpoint;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.DivergenceException;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One training run, from images in memory to a saved zip. */
final class TrainingRun implements Trainer.Listener {
  /** Epochs that take less share a checkpoint: less than this can be lost. */
  private static final long SAVE_AGAIN_NANOS = 1_000_000_000;

  private final TrainingCommand command;
  private final Checkpoint.Run identity;
  private final Hyperparameters settings;
  private final DataSource source;
  private final ImageSet images; // of training, the held out ones among them
  private final ImageSet test;
  private final TrainingSetup experiment;
  private final boolean testsEachEpoch;
  private final PrintWriter out;
  private final boolean terminal;

  private long lastSaved = System.nanoTime(); // or begun
  private ShutdownHook stop;
  private EpochTable table;

  TrainingRun(
      TrainingCommand command,
      Checkpoint.Run identity,
      DataSource source,
      ImageSet images,
      ImageSet test,
      PrintWriter out,
      boolean terminal) {
    this.command = command;
    this.identity = identity;
    this.settings = identity.settings();
    this.source = source;
    this.images = images;
    this.test = test;
    this.out = out;
    this.terminal = terminal;
    experiment = new TrainingSetup(identity.model(), settings, images);
    testsEachEpoch = command.testsEachEpoch() && experiment.validation() == null;
  }

  /**
   * Trains and saves.
   *
   * @param checkpoint where to go on from, or null to begin
   * @throws StoppedException if somebody asked for the end before; a checkpoint was saved then
   */
  @SuppressWarnings("try") // the rehearsal is waited for, its result is not of use
  void run(Checkpoint checkpoint) throws IOException {
    announce();
    Progress start = checkpoint == null ? Progress.START : checkpoint.progress();
    if (checkpoint != null) {
      out.printf(
          "going on in epoch %d after %,d of its images%n%n", start.epoch(), start.counts().seen());
    }
    table =
        new EpochTable(out, settings.epochs(), experiment.training().size(), lookedAt(), terminal);
    start.table().forEach(table::print);
    Progress end;
    try (var rehearsal = Background.start("rehearsal", this::rehearse);
        ShutdownHook signal = new ShutdownHook()) {
      stop = signal;
      end =
          experiment.train(
              start,
              checkpoint == null ? null : checkpoint.state(),
              testsEachEpoch ? test : null,
              this);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    finish(end);
  }

  private String lookedAt() {
    if (experiment.validation() != null) {
      return "validation";
    }
    return testsEachEpoch ? "test" : "";
  }

  private void announce() {
    out.printf(
        "Softmax regression: %,d training%s and %,d test images of %d x %d (%s), %d classes%n",
        experiment.training().size(),
        experiment.validation() == null
            ? ""
            : ", %,d validation".formatted(experiment.validation().size()),
        test.size(),
        images.height(),
        images.width(),
        source.location(),
        images.classNames().size());
    out.printf("%s, on ND4J's %s%n%n", settings.describe(), command.compute().choice());
    out.flush();
  }

  @Override
  public void onMinibatch(Progress progress) {
    table.draw(progress);
    // After the last one onEpoch comes next.
    boolean last = progress.counts().seen() == experiment.training().size();
    if (!last && (stop.requested() || command.checkpoints().due(progress.minibatches()))) {
      save(progress);
    }
  }

  @Override
  public void onEpoch(Progress progress) {
    table.print(progress.table().get(progress.table().size() - 1));
    boolean recent = System.nanoTime() - lastSaved < SAVE_AGAIN_NANOS;
    if (stop.requested() || command.checkpoints().asked() || !recent) {
      save(progress);
    }
  }

  /** Saves a checkpoint, and ends the run if that was asked for. */
  private void save(Progress progress) {
    Path file = Checkpoint.fileFor(command.out());
    try {
      new Checkpoint(identity, progress, experiment.state())
          .save(experiment.network(), InputFormat.of(images), provenance(progress.table()), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastSaved = System.nanoTime();
    if (stop.requested()) {
      // Said here: with the end of the signal the process may end at any moment.
      out.printf(
          "%nstopped in epoch %d after %,d of its images; to go on: %s%n",
          progress.epoch(), progress.counts().seen(), command.resumeCommand());
      out.flush();
      throw new StoppedException();
    }
  }

  private Provenance provenance(List<EpochMetrics> epochs) {
    return Provenance.now(
        identity.model(), settings, source, images, test, command.compute().choice(), epochs);
  }

  /** Saves the model and what is to be seen of it. */
  private void finish(Progress end) throws IOException {
    SoftmaxNetwork network = experiment.result();
    if (end.best() != null) {
      out.printf(
          "%nkept epoch %d, the best on the validation images: %.4f%n",
          end.best().epoch(), end.best().accuracy());
    }
    Path zip = command.out();
    InputFormat input = InputFormat.of(images);
    Provenance provenance = provenance(end.table());
    RunReport report = null;
    if (!testsEachEpoch || command.figures().wanted()) {
      report = RunReport.of(network, test, provenance);
      requireFinite(report, end);
    }
    if (!testsEachEpoch) {
      out.printf("test accuracy, looked at once: %.4f%n", report.accuracy());
    }
    ModelStore.save(network, input, provenance, zip);
    Files.deleteIfExists(Checkpoint.fileFor(zip));
    out.println("saved " + zip);
    if (command.figures().wanted()) {
      writeReport(report, network, zip);
    }
    command.figures().write("learning-curve", zip, () -> Figures.learningCurve(end.table()));
    command
        .figures()
        .write(
            "weights",
            zip,
            () ->
                Figures.weightPictures(
                    network.weights(), images.classNames(), images.height(), images.width()));
  }

  /** Where nobody looked before, the last update may have spoilt everything. */
  private static void requireFinite(RunReport report, Progress end) {
    if (!Double.isFinite(report.meanLoss())) {
      throw new DivergenceException(end.table().size(), 0);
    }
  }

  private void writeReport(RunReport report, SoftmaxNetwork network, Path zip) throws IOException {
    String name = ModelSource.file(zip).name();
    String html = ReportPage.html(name, report, network, test);
    Path page = zip.resolveSibling(name + "-report.html");
    Path json = zip.resolveSibling(name + "-report.json");
    AtomicFile.write(page, file -> file.write(html.getBytes(StandardCharsets.UTF_8)));
    AtomicFile.write(json, file -> file.write(report.json().getBytes(StandardCharsets.UTF_8)));
    out.println("wrote " + page + " and .json");
  }

  /**
   * Saves and draws a made-up result for nobody while the network trains: most of what saving and
   * drawing take is the loading of their libraries.
   */
  private Void rehearse() throws IOException {
    SoftmaxNetwork network = SoftmaxNetwork.create(settings, 1, images.classNames().size());
    List<EpochMetrics> epochs = List.of(new EpochMetrics(1, 1, 0.5, 0.5, 0.5, 1));
    command.figures().rehearse(() -> Figures.learningCurve(epochs));
    command
        .figures()
        .rehearse(() -> Figures.weightPictures(network.weights(), images.classNames(), 1, 1));
    Provenance provenance = provenance(epochs);
    ModelStore.write(network, InputFormat.of(images), provenance, OutputStream.nullOutputStream());
    if (command.figures().wanted()) {
      rehearseReport(network, provenance);
    }
    return null;
  }

  private void rehearseReport(SoftmaxNetwork network, Provenance provenance) throws IOException {
    ImageSet dot = ImageSet.of(new byte[1], new byte[1], 1, 1, images.classNames());
    RunReport report = RunReport.of(network, dot, provenance);
    report.json();
    ReportPage.html("rehearsal", report, network, dot);
  }
}
