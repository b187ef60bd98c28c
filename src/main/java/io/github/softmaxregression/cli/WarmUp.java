package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.output.TrainingFiles;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import java.util.List;
import java.util.function.Function;

/** Saves time and memory of whole processes; nothing depends on it but these. */
final class WarmUp {
  /** More examples than ten of the chapter's epochs have. */
  private static final long COLLECTED = 600_000;

  private WarmUp() {}

  /**
   * Makes the files of a run for a tiny network, of one pixel and two classes, and throws them away
   * while the true one trains: most of what saving and drawing take is loading their libraries.
   *
   * @param provenance of a table of epochs
   */
  static Background<Void> start(
      TrainingFiles files, Function<List<EpochMetrics>, Provenance> provenance) {
    return Background.start(
        "warm-up",
        () -> {
          files.contents(
              SoftmaxNetwork.create(Hyperparameters.CHAPTER, 1, 2),
              ImageSet.of(new byte[1], new byte[1], 1, 1, List.of("a", "b")),
              provenance.apply(List.of(new EpochMetrics(1, 1, 0.5, 0.5, 0.5, 1))));
          return null;
        });
  }

  /**
   * Collects garbage once in {@link #COLLECTED} examples. Left alone, Java would rather make the
   * heap larger: by more than the data need, and with the number of examples.
   *
   * @param examples of an epoch
   */
  static Trainer.Listener heapTrimmer(long examples) {
    return new Trainer.Listener() {
      private long collected; // examples seen by then, in all epochs

      @Override
      public boolean onMinibatch(Progress progress) {
        long seen = progress.epochs().size() * examples + progress.totals().seen();
        if (seen - collected > COLLECTED) {
          System.gc();
          collected = seen;
        }
        return true;
      }
    };
  }
}
