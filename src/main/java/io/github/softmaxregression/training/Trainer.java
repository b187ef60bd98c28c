package io.github.softmaxregression.training;

import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.TrainableModel;
import io.github.softmaxregression.training.Progress.Best;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Trains a model: the one epoch loop, for the Deeplearning4j network and for the model by hand. An
 * epoch is one pass over the training minibatches, an update for each, and a look at examples that
 * are not learned from.
 */
public final class Trainer {
  private final TrainableModel model;
  private final Hyperparameters settings;
  private final DataSetIterator training;
  private final DataSetIterator validation;
  private final DataSetIterator test;
  private final List<Listener> listeners;

  /** Is told how training goes on, and may end it. */
  public interface Listener {
    /**
     * Hears of a minibatch and its update.
     *
     * @return whether to go on
     */
    default boolean onMinibatch(Progress progress) {
      return true;
    }

    /**
     * Hears of an epoch and the looks at other examples.
     *
     * @return whether to go on
     */
    default boolean onEpoch(Progress progress) {
      return true;
    }
  }

  /**
   * Prepares a run.
   *
   * @param training minibatches, where the run is to begin
   * @param validation examples that choose the best epoch, or null: the last one is taken then
   * @param test examples for the accuracy after each epoch, or null
   * @param listeners some may be null
   */
  public Trainer(
      TrainableModel model,
      Hyperparameters settings,
      DataSetIterator training,
      DataSetIterator validation,
      DataSetIterator test,
      Listener... listeners) {
    this.model = model;
    this.settings = settings;
    this.training = training;
    this.validation = validation;
    this.test = test;
    this.listeners = Stream.of(listeners).filter(Objects::nonNull).toList();
  }

  /** Whether a run with some settings is at its end: its epochs are over, or its patience is. */
  public static boolean isOver(Progress progress, Hyperparameters settings) {
    return progress.epochs().size() >= settings.epochs()
        || progress.patienceExhausted(settings.patience());
  }

  /**
   * Trains on until the run is over or a listener ends it. When it is over, the model has the
   * parameters of the best epoch, if there is a validation set, or of the last.
   *
   * @param start how far the run has got before, with the same model and settings
   * @return how far it has got
   * @throws DivergenceException if the loss is not finite; the model is of no use then
   */
  public Progress train(Progress start) {
    Progress progress = start;
    boolean goOn = true;
    while (goOn && !isOver(progress, settings)) {
      Progress before = progress;
      progress = pass(before);
      goOn = progress.epochs().size() > before.epochs().size();
      if (goOn) {
        Progress after = progress;
        goOn = all(listener -> listener.onEpoch(after));
      }
    }
    if (isOver(progress, settings) && progress.best() != null) {
      model.replaceParameters(progress.best().parameters());
    }
    return progress;
  }

  /** Tells all listeners, even if the first would end the run. */
  private boolean all(Predicate<Listener> tell) {
    boolean goOn = true;
    for (Listener listener : listeners) {
      goOn &= tell.test(listener);
    }
    return goOn;
  }

  /** Runs an epoch, or the rest of it; to its end, unless a listener ends it before. */
  private Progress pass(Progress start) {
    long begin = System.nanoTime();
    if (!training.hasNext()) {
      training.reset();
    }
    model.startEpoch(start.epoch() - 1);
    Progress progress = start;
    while (training.hasNext()) {
      EpochTotals totals = progress.totals().plus(model.step(training.next()));
      requireFinite(totals, start.epoch(), totals);
      double seconds = start.seconds() + (System.nanoTime() - begin) / 1e9;
      progress = progress.afterMinibatch(totals, seconds);
      Progress now = progress;
      if (!all(listener -> listener.onMinibatch(now))) {
        return progress;
      }
    }
    return endOfEpoch(progress);
  }

  private Progress endOfEpoch(Progress pass) {
    model.startEpoch(pass.epoch()); // as Deeplearning4j's fit does at the end of a pass
    EpochTotals totals = pass.totals();
    Double heldOut = accuracy(validation, pass);
    Double tested = accuracy(test, pass);
    double loss = totals.meanLoss();
    double seconds = pass.seconds();
    EpochMetrics row =
        new EpochMetrics(pass.epoch(), loss, totals.accuracy(), heldOut, tested, seconds);
    return pass.afterEpoch(row, better(pass.best(), row));
  }

  /** Measures the accuracy on some examples; null without any. */
  private Double accuracy(DataSetIterator examples, Progress pass) {
    if (examples == null) {
      return null;
    }
    EpochTotals measured = EpochTotals.NONE;
    examples.reset();
    while (examples.hasNext()) {
      measured = measured.plus(model.measure(examples.next()));
    }
    requireFinite(measured, pass.epoch(), pass.totals()); // the last update may have done it
    return measured.accuracy();
  }

  private static void requireFinite(EpochTotals measured, int epoch, EpochTotals seen) {
    if (measured.diverged()) {
      throw new DivergenceException(epoch, seen.seen());
    }
  }

  private Best better(Best best, EpochMetrics row) {
    if (row.validationAccuracy() == null
        || best != null && row.validationAccuracy() <= best.accuracy()) {
      return best;
    }
    return new Best(row.epoch(), row.validationAccuracy(), model.state().parameters());
  }
}
