package io.github.softmaxregression.store;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.training.EpochMetrics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records how a model was made: enough to make it again.
 *
 * @param created when training ended, ISO 8601 in UTC
 * @param model {@code NETWORK}, or {@code SCRATCH} if it was trained by hand
 * @param hyperparameters null if L-BFGS has trained it
 * @param versions library and Java versions by name
 * @param backend the ND4J backend that computed, for example {@code CpuBackend}
 * @param device what it computed on: {@code CPU}, or the name of a graphics card
 * @param threads that might work on a minibatch, on the CPU; null in zips from before this
 * @param lbfgs the settings of a training by L-BFGS on a cluster, or null
 * @param from the model with whose parameters training began; null if they were drawn
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
    Lbfgs lbfgs,
    Origin from) {
  /**
   * Names the data set.
   *
   * @param location {@code bundled}, or the folder it was read from
   * @param trainingImages that were learned from, without those held out for validation
   * @param sha256 digest of each uncompressed file by name
   */
  public record Data(
      String location, int trainingImages, int testImages, SortedMap<String, String> sha256) {}

  /** Names a model's zip by its file's name and the digest of its bytes. */
  public record Origin(String name, String sha256) {}

  /**
   * Holds what decides a training by L-BFGS, which takes all images for each step.
   *
   * @param iterations passes over the images, at most
   * @param tolerance of the loss: less gain in an iteration ends the training
   * @param l1 factor of Σ|w| over the weights in the loss
   * @param l2 factor of ½Σw² over the weights in the loss
   * @param losses mean loss before the first iteration and after each
   */
  public record Lbfgs(int iterations, double tolerance, double l1, double l2, List<Double> losses) {
    public Lbfgs {
      losses = List.copyOf(losses);
    }
  }

  /** Records a training run that has just ended, on this machine, from so many images. */
  public static Provenance now(
      ModelKind model,
      Hyperparameters hyperparameters,
      String location,
      ImageSet training,
      int learned,
      ImageSet test,
      BackendChoice choice,
      List<EpochMetrics> epochs,
      Origin from) {
    SortedMap<String, String> digests = new TreeMap<>(training.digests());
    digests.putAll(test.digests());
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Data data = new Data(location, learned, test.size(), digests);
    Map<String, String> versions = Versions.all();
    String backend = choice.backend().simpleName();
    String device = choice.device();
    int threads = Threads.inUse();
    return new Provenance(
        now, model, hyperparameters, data, versions, backend, device, threads, epochs, null, from);
  }

  /** Describes the settings in a few words. */
  public String settings() {
    return hyperparameters == null
        ? LbfgsWords.of(lbfgs.losses.size() - 1, lbfgs.l1, lbfgs.l2)
        : hyperparameters.describe();
  }
}
