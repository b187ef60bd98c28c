package io.github.softmaxregression.cli;

import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.FashionMnistIterator;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.PrefetchingIterator;
import io.github.softmaxregression.data.Preprocessing;
import io.github.softmaxregression.data.StratifiedSplit;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Evaluator;
import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.Classifier;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.Checkpoint;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One training run, from images in memory to a saved zip. */
final class TrainingRun implements Trainer.Listener {
  private static final int TEST_BATCH = 1000;

  /** Epochs that take less share a checkpoint: less than this can be lost. */
  private static final long SAVE_AGAIN_NANOS = 1_000_000_000;

  private final TrainingCommand command;
  private final Checkpoint.Run identity;
  private final Hyperparameters settings;
  private final FashionMnist source;
  private final ImageSet all; // of training, the held out ones among them
  private final ImageSet training;
  private final ImageSet validation; // null if none is held out
  private final ImageSet test;
  private final float[] mean; // null if images are not centred
  private final Classifier model;
  private final PrintWriter out;
  private final boolean terminal;

  private long lastSaved = System.nanoTime(); // or begun
  private StopSignal stop;
  private EpochTable table;

  TrainingRun(
      TrainingCommand command,
      Checkpoint.Run identity,
      FashionMnist source,
      ImageSet all,
      ImageSet test,
      PrintWriter out,
      boolean terminal) {
    this.command = command;
    this.identity = identity;
    this.settings = identity.settings();
    this.source = source;
    this.all = all;
    this.test = test;
    this.out = out;
    this.terminal = terminal;
    if (settings.validation() > 0) {
      StratifiedSplit split = StratifiedSplit.of(all, settings.validation(), settings.seed());
      training = split.rest();
      validation = split.heldOut();
    } else {
      training = all;
      validation = null;
    }
    mean = settings.centered() ? training.mean() : null;
    model = command.create(settings, all.pixelsPerImage(), all.classNames().size());
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
    Progress start = Progress.START;
    if (checkpoint != null) {
      start = checkpoint.progress();
      model.restore(checkpoint.state(), start.table().size());
      out.printf(
          "going on in epoch %d after %,d of its images%n%n", start.epoch(), start.counts().seen());
    }
    Progress end;
    try (var rehearsal = Background.start("rehearsal", this::rehearse);
        StopSignal signal = new StopSignal()) {
      stop = signal;
      end = train(start);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    finish(end);
  }

  private void announce() {
    out.printf(
        "Softmax regression: %,d training%s and %,d test images of %d x %d (%s), %d classes%n",
        training.size(),
        validation == null ? "" : ", %,d validation".formatted(validation.size()),
        test.size(),
        all.height(),
        all.width(),
        source.location(),
        all.classNames().size());
    out.printf("%s, on ND4J's %s%n%n", settings.describe(), command.compute().choice());
    out.flush();
  }

  private boolean testsEachEpoch() {
    return command.testsEachEpoch() && validation == null;
  }

  private Progress train(Progress start) {
    FashionMnistIterator shuffled =
        FashionMnistIterator.shuffled(training, settings.batchSize(), settings.seed());
    shuffled.setPreProcessor(new Preprocessing(mean, settings.labelSmoothing()));
    String lookedAt = validation != null ? "validation" : testsEachEpoch() ? "test" : "";
    table = new EpochTable(out, settings.epochs(), training.size(), lookedAt, terminal);
    start.table().forEach(table::print);
    try (PrefetchingIterator minibatches =
            new PrefetchingIterator(
                shuffled.startingAt(start.table().size(), start.minibatches()));
        PrefetchingIterator judges = judges()) {
      return new Trainer(
              model,
              settings,
              minibatches,
              validation == null ? null : judges,
              testsEachEpoch() ? judges : null,
              this)
          .train(start);
    }
  }

  /** The examples that are looked at after each epoch, or null. */
  private PrefetchingIterator judges() {
    if (validation == null && !testsEachEpoch()) {
      return null;
    }
    FashionMnistIterator inOrder =
        FashionMnistIterator.inOrder(validation == null ? test : validation, TEST_BATCH);
    inOrder.setPreProcessor(new Preprocessing(mean, 0));
    return new PrefetchingIterator(inOrder);
  }

  @Override
  public void onMinibatch(Progress progress) {
    table.draw(progress);
    boolean last = progress.counts().seen() == training.size(); // onEpoch comes next
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
      new Checkpoint(identity, progress, model.state())
          .save(usable(), InputFormat.of(all), provenance(progress.table()), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastSaved = System.nanoTime();
    if (stop.requested()) {
      throw new StoppedException(
          "%nstopped in epoch %d after %,d of its images; to go on: %s"
              .formatted(progress.epoch(), progress.counts().seen(), command.resumeCommand()));
    }
  }

  /** The model as a network that takes images as they are. */
  private SoftmaxNetwork usable() {
    SoftmaxNetwork network = command.network(model, settings);
    return mean == null ? network : network.folded(settings, mean);
  }

  private Provenance provenance(List<EpochMetrics> epochs) {
    return Provenance.now(settings, source, all, test, command.compute().choice(), epochs);
  }

  /** Saves the model and what is to be seen of it. */
  private void finish(Progress end) throws IOException {
    SoftmaxNetwork network = usable();
    if (end.best() != null) {
      out.printf(
          "%nkept epoch %d, the best on the validation images: %.4f%n",
          end.best().epoch(), end.best().accuracy());
    }
    if (!testsEachEpoch()) {
      EvaluationReport report =
          Evaluator.evaluate(network, FashionMnistIterator.inOrder(test, TEST_BATCH));
      out.printf("test accuracy, looked at once: %.4f%n", report.accuracy());
    }
    ModelStore.save(network, InputFormat.of(all), provenance(end.table()), command.out());
    Files.deleteIfExists(Checkpoint.fileFor(command.out()));
    out.println("saved " + command.out());
    command
        .figures()
        .write("learning-curve", command.out(), () -> Figures.learningCurve(end.table()));
    command.figures().write("weights", command.out(), () -> weights(network));
  }

  private Figure weights(SoftmaxNetwork network) {
    return Figures.weightPictures(network.weights(), all.classNames(), all.height(), all.width());
  }

  /**
   * Saves and draws a made-up result for nobody while the network trains: most of what saving and
   * drawing take is the loading of their libraries.
   */
  private Void rehearse() throws IOException {
    SoftmaxNetwork network = SoftmaxNetwork.create(settings, 1, all.classNames().size());
    List<EpochMetrics> epochs = List.of(new EpochMetrics(1, 1, 0.5, 0.5, 0.5, 1));
    command.figures().rehearse(() -> Figures.learningCurve(epochs));
    command
        .figures()
        .rehearse(() -> Figures.weightPictures(network.weights(), all.classNames(), 1, 1));
    ModelStore.write(
        network, InputFormat.of(all), provenance(epochs), OutputStream.nullOutputStream());
    return null;
  }
}
