package io.github.softmaxregression.store;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.Nd4jThreads;
import io.github.softmaxregression.data.DataSource;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.training.EpochMetrics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a model was made: enough to make it again.
 *
 * @param created when training ended, ISO 8601 in UTC
 * @param model {@code NETWORK}, or {@code SCRATCH} if it was trained by hand
 * @param hyperparameters the settings, the seed among them; null if L-BFGS has trained it
 * @param data what it learned from and was tested on
 * @param versions library and Java versions by name
 * @param backend the ND4J backend that computed, for example {@code CpuBackend}
 * @param device what it computed on: {@code CPU}, or the name of a graphics card
 * @param threads of the matrix products on the CPU, which decide the last bits of their sums; null
 *     in zips from before this was recorded
 * @param epochs the epoch table
 * @param lbfgs the settings of a training by L-BFGS on a cluster, or null
 */
public record Provenance(
    String created,
    ModelKind model,
    Hyperparameters hyperparameters,
    Data data,
    Map<String, String> versions,
    String backend,
    String device,
    Integer threads,
    List<EpochMetrics> epochs,
    LbfgsSettings lbfgs) {

  /**
   * The data set.
   *
   * @param location {@code bundled}, or the folder it was read from
   * @param trainingImages number of training images
   * @param testImages number of test images
   * @param sha256 digest of each uncompressed file by name
   */
  public record Data(
      String location, int trainingImages, int testImages, SortedMap<String, String> sha256) {}

  /** The story of a training run that has just ended, on this machine. */
  public static Provenance now(
      ModelKind model,
      Hyperparameters hyperparameters,
      DataSource source,
      ImageSet training,
      ImageSet test,
      BackendChoice choice,
      List<EpochMetrics> epochs) {
    SortedMap<String, String> digests = new TreeMap<>(training.digests());
    digests.putAll(test.digests());
    return new Provenance(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        model,
        hyperparameters,
        new Data(source.location(), training.size(), test.size(), digests),
        Versions.all(),
        choice.backend().simpleName(),
        choice.device(),
        Nd4jThreads.inUse(),
        epochs,
        null);
  }

  /** Whether nothing is missing that this program writes: anybody may have made the zip. */
  boolean isWhole() {
    return created != null
        && (hyperparameters != null || lbfgs != null)
        && data != null
        && data.location != null
        && data.sha256 != null
        && versions != null
        && backend != null
        && epochs != null
        && epochs.stream().allMatch(Objects::nonNull);
  }

  /** How it was trained, in a few words. */
  public String settings() {
    return hyperparameters == null ? lbfgs.describe() : hyperparameters.describe();
  }
}
