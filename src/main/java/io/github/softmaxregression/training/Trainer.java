package io.github.softmaxregression.training;

import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Evaluator;
import io.github.softmaxregression.model.EpochTotals;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.TrainableModel;
import io.github.softmaxregression.training.Progress.Best;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Trains a classifier: epochs of one pass over the training minibatches and a look at others. */
public final class Trainer {
  /**
   * Examples after which, at the end of an epoch, garbage is collected: more than ten of the
   * chapter's epochs have. Left alone, Java would rather make the heap larger: memory would grow by
   * more than the data do, and with the number of epochs.
   */
  private static final long COLLECTED = 600_000;

  private final TrainableModel model;
  private final Hyperparameters settings;
  private final DataSetIterator training;
  private final DataSetIterator validation;
  private final DataSetIterator test;
  private final Listener listener;

  private long uncollected; // examples since

  /** Is told how training goes on; what it throws ends it. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /** After each minibatch and its update. */
    default void onMinibatch(Progress progress) {}

    /** After each epoch and the looks at other examples. */
    default void onEpoch(Progress progress) {}
  }

  /**
   * A run with a model.
   *
   * @param training minibatches, where the run is to begin; each epoch is one pass
   * @param validation examples that choose the best epoch, or null: the last one is taken then
   * @param test examples for the accuracy after each epoch, or null; training does not learn from
   *     them
   */
  public Trainer(
      TrainableModel model,
      Hyperparameters settings,
      DataSetIterator training,
      DataSetIterator validation,
      DataSetIterator test,
      Listener listener) {
    this.model = model;
    this.settings = settings;
    this.training = training;
    this.validation = validation;
    this.test = test;
    this.listener = listener;
  }

  /**
   * Trains on until the settings' epochs are over, or their patience is. The model has the
   * parameters of the best epoch then, if there is a validation, or of the last.
   *
   * @param start how far the run has got before, with the same model and settings
   * @return how far it has got
   * @throws DivergenceException if the loss is not finite; the model is of no use then
   */
  public Progress train(Progress start) {
    Progress progress = start;
    while (progress.table().size() < settings.epochs()
        && !progress.patienceExhausted(settings.patience())) {
      progress = epoch(progress);
      listener.onEpoch(progress);
    }
    if (progress.best() != null) {
      model.replaceParameters(progress.best().parameters());
    }
    return progress;
  }

  private Progress epoch(Progress start) {
    long begin = System.nanoTime();
    Progress[] soFar = {start};
    EpochTotals counts =
        model.fitEpoch(
            training,
            start.counts(),
            now -> {
              if (diverged(now.lossSum())) {
                throw new DivergenceException(start.epoch(), now.seen());
              }
              soFar[0] =
                  soFar[0].within(
                      soFar[0].minibatches() + 1, now, start.seconds() + secondsSince(begin));
              listener.onMinibatch(soFar[0]);
            });
    double seconds = start.seconds() + secondsSince(begin);
    uncollected += counts.seen();
    if (uncollected > COLLECTED) {
      System.gc();
      uncollected = 0;
    }
    Double validationAccuracy = accuracy(validation, start.epoch(), counts);
    Double testAccuracy = accuracy(test, start.epoch(), counts);
    EpochMetrics row =
        new EpochMetrics(
            start.epoch(),
            counts.meanLoss(),
            counts.accuracy(),
            validationAccuracy,
            testAccuracy,
            seconds);
    return start.after(row, better(start.best(), row));
  }

  /** The accuracy on some examples, or null without any. */
  private Double accuracy(DataSetIterator examples, int epoch, EpochTotals counts) {
    if (examples == null) {
      return null;
    }
    EvaluationReport report = Evaluator.evaluate(model, examples);
    if (diverged(report.lossSum())) { // the last update of the epoch did it
      throw new DivergenceException(epoch, counts.seen());
    }
    return report.accuracy();
  }

  private Best better(Best best, EpochMetrics row) {
    if (row.validationAccuracy() == null
        || best != null && row.validationAccuracy() <= best.accuracy()) {
      return best;
    }
    return new Best(row.epoch(), row.validationAccuracy(), model.state().parameters());
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** NaN, or beyond what the network's own numbers, float32, can hold. */
  private static boolean diverged(double lossSum) {
    return !(lossSum <= Float.MAX_VALUE);
  }
}
