package io.github.softmaxregression.store;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainingState;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Progress.Best;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * An unfinished training run, from which the same result follows as if it had never stopped. Its
 * file is an ordinary model zip with a few entries more.
 *
 * @param run what is trained on what
 * @param progress how far it has got
 * @param state the model's
 */
public record Checkpoint(Run run, Progress progress, TrainingState state) {
  private static final String JSON = "checkpoint.json";
  private static final String PARAMETERS = "checkpoint-parameters.bin";
  private static final String UPDATER = "checkpoint-updater.bin";
  private static final String BEST = "checkpoint-best.bin";

  private static final String BEGIN_ANEW = "leave --resume out to begin anew";

  /**
   * What a run is.
   *
   * @param model written how
   * @param settings all of them
   * @param height rows of an image, after resizing
   * @param width columns of an image, after resizing
   * @param sha256 digest of each uncompressed file of training images and labels, by name
   */
  public record Run(
      ModelKind model,
      Hyperparameters settings,
      int height,
      int width,
      SortedMap<String, String> sha256) {
    /** With some training images. */
    public static Run of(ModelKind model, Hyperparameters settings, ImageSet training) {
      return new Run(model, settings, training.height(), training.width(), training.digests());
    }

    /** In a few words. */
    public String describe() {
      return "%s on %d x %d images".formatted(model, height, width);
    }
  }

  /** What of it stands in JSON. */
  private record Header(
      Run run,
      List<EpochMetrics> epochs,
      int minibatches,
      EpochTotals counts,
      double seconds,
      Integer bestEpoch,
      Double bestAccuracy,
      int iterations) {
    /** Whether such a run can have been. */
    boolean isSound() {
      return run != null
          && run.model != null
          && run.settings != null
          && run.sha256 != null
          && epochs != null
          && epochs.size() <= run.settings.epochs()
          && !epochs.contains(null)
          && counts != null
          && counts.correct() >= 0
          && counts.correct() <= counts.seen()
          && minibatches >= 0
          && iterations >= 0
          && seconds >= 0
          && (bestEpoch == null) == (bestAccuracy == null)
          && (bestEpoch == null || bestEpoch >= 1 && bestEpoch <= epochs.size());
    }
  }

  /** Where the checkpoint of a run lies that is to make a model zip: beside it. */
  public static Path fileFor(Path zip) {
    String base = ModelSource.file(zip).name();
    return zip.resolveSibling(base + ".checkpoint.zip");
  }

  /**
   * Saves it whole or not at all.
   *
   * @param network the model as it is now, ready for use
   * @throws IOException if it cannot be written; an old file is untouched then
   */
  public void save(SoftmaxNetwork network, InputFormat input, Provenance provenance, Path file)
      throws IOException {
    Map<String, byte[]> entries = ModelStore.entries(network, input, provenance);
    Best best = progress.best();
    Header header =
        new Header(
            run,
            progress.table(),
            progress.minibatches(),
            progress.counts(),
            progress.seconds(),
            best == null ? null : best.epoch(),
            best == null ? null : best.accuracy(),
            state.iterations());
    entries.put(JSON, ZipEntries.json(header));
    entries.put(PARAMETERS, ZipEntries.floats(state.parameters()));
    entries.put(UPDATER, ZipEntries.floats(state.updater()));
    if (best != null) {
      entries.put(BEST, ZipEntries.floats(best.parameters()));
    }
    AtomicFile.write(file, out -> ZipEntries.write(entries, out));
  }

  /**
   * Reads what a checkpoint is of, without ND4J.
   *
   * @throws InvalidFileException if it is none
   */
  public static Run runOf(Path file) throws IOException {
    try {
      return ZipEntries.read(ModelSource.file(file), zip -> header(zip).run);
    } catch (InvalidFileException e) {
      throw e.withNextStep(BEGIN_ANEW);
    }
  }

  private static Header header(ZipEntries zip) throws IOException {
    Header header =
        zip.json(JSON, Header.class)
            .orElseThrow(() -> zip.invalid("a zip without " + JSON, "a checkpoint"));
    if (!header.isSound()) {
      throw zip.invalid(
          "a " + JSON + " that lacks something or contradicts itself", "a checkpoint");
    }
    return header;
  }

  /**
   * Reads one.
   *
   * @throws InvalidFileException if it is none
   */
  public static Checkpoint load(Path file) throws IOException {
    try {
      StoredModel model = ModelStore.load(file); // through the gate for all zips
      return ZipEntries.read(
          ModelSource.file(file),
          zip ->
              read(
                  zip,
                  model
                      .softmaxRegression()
                      .orElseThrow(() -> zip.invalid("another network", "a softmax regression"))
                      .numParams()));
    } catch (InvalidFileException e) {
      throw e.withNextStep(BEGIN_ANEW);
    }
  }

  private static Checkpoint read(ZipEntries zip, long parameters) throws IOException {
    Header header = header(zip);
    Best best =
        header.bestEpoch == null
            ? null
            : new Best(header.bestEpoch, header.bestAccuracy, zip.floats(BEST, parameters));
    int perParameter =
        header.run.model == ModelKind.SCRATCH
            ? 0
            : header.run.settings.optimizer().statesPerParameter();
    return new Checkpoint(
        header.run,
        new Progress(
            List.copyOf(header.epochs), header.minibatches, header.counts, header.seconds, best),
        new TrainingState(
            zip.floats(PARAMETERS, parameters),
            zip.floats(UPDATER, perParameter * parameters),
            header.iterations));
  }
}
