package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.output.TrainingFiles;
import io.github.softmaxregression.data.Background;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.training.EpochMetrics;
import java.util.List;
import java.util.function.Function;

/** Saves time of whole processes; nothing depends on it but that. */
final class WarmUp {
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
}
