package io.github.softmaxregression.store;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainableModel;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Progress.Best;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Holds an unfinished training run, from which the same result follows as if it had never stopped.
 * Its file is an ordinary model zip with a few entries more.
 */
public record Checkpoint(Run run, Progress progress, TrainableModel.State state) {
  static final String JSON = "checkpoint.json";
  static final String PARAMETERS = "checkpoint-parameters.bin";
  static final String UPDATER = "checkpoint-updater.bin";
  static final String BEST = "checkpoint-best.bin";

  /**
   * Identifies a run: one with another identity cannot go on with it.
   *
   * @param sha256 digest of each uncompressed file of training images and labels, by name
   * @param from the model with whose parameters it began; null if they were drawn
   */
  public record Run(
      ModelKind model,
      Hyperparameters settings,
      int height,
      int width,
      SortedMap<String, String> sha256,
      Provenance.Origin from) {
    /** Identifies a run on these training images. */
    public static Run of(
        ModelKind model, Hyperparameters settings, ImageSet training, Provenance.Origin from) {
      return new Run(
          model, settings, training.height(), training.width(), training.digests(), from);
    }
  }

  /** Holds what stands in JSON, and may lack anything when it is read. */
  record Header(
      Run run,
      List<EpochMetrics> epochs,
      int minibatches,
      EpochTotals counts,
      double seconds,
      Integer bestEpoch,
      Double bestAccuracy,
      int iterations) {}

  /** Names the checkpoint of a run that is to make a model zip. */
  public static Path fileFor(Path zip) {
    return ModelStore.beside(zip, ".checkpoint.zip");
  }

  /** Saves it, whole or not at all, with the network as it is now. */
  public void save(SoftmaxNetwork network, InputFormat input, Provenance made, Path file)
      throws IOException {
    Map<String, byte[]> entries = ModelStore.entries(network, input, made);
    Best best = progress.best();
    entries.put(
        JSON,
        ModelStore.json(
            new Header(
                run,
                progress.epochs(),
                progress.minibatches(),
                progress.totals(),
                progress.seconds(),
                best == null ? null : best.epoch(),
                best == null ? null : best.accuracy(),
                state.iterations())));
    entries.put(PARAMETERS, ModelStore.floats(state.parameters()));
    entries.put(UPDATER, ModelStore.floats(state.updater()));
    if (best != null) {
      entries.put(BEST, ModelStore.floats(best.parameters()));
    }
    AtomicFile.write(file, out -> ModelStore.write(entries, out));
  }
}
