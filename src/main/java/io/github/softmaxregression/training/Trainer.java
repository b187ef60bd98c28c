package io.github.softmaxregression.training;

import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Evaluator;
import io.github.softmaxregression.model.Classifier;
import io.github.softmaxregression.model.Counts;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Trains a classifier: epochs of one pass over the training minibatches and a test. */
public final class Trainer {
  /**
   * Examples of an epoch whose garbage is collected at its end. Left alone, Java would rather make
   * the heap larger: memory would grow by more than the data do.
   */
  private static final long LARGE_EPOCH = 250_000;

  private Trainer() {}

  /** Is told how training goes on. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /**
     * After each minibatch.
     *
     * @param epoch 1 for the first
     * @param counts loss and hits of the epoch so far
     */
    default void onMinibatch(int epoch, Counts counts) {}

    /** After each epoch and its test. */
    default void onEpoch(EpochMetrics metrics) {}
  }

  /**
   * Trains for some epochs.
   *
   * @param training minibatches; each epoch is one pass
   * @param test examples for the accuracy after each epoch; training does not learn from them
   * @return one row for each epoch
   * @throws DivergenceException if the loss is not finite; the model is of no use then
   */
  public static List<EpochMetrics> train(
      Classifier model,
      DataSetIterator training,
      DataSetIterator test,
      int epochs,
      Listener listener) {
    List<EpochMetrics> table = new ArrayList<>();
    for (int i = 1; i <= epochs; i++) {
      int epoch = i;
      long start = System.nanoTime();
      Counts counts =
          model.fitEpoch(
              training,
              soFar -> {
                if (diverged(soFar.lossSum())) {
                  throw new DivergenceException(epoch, soFar.seen());
                }
                listener.onMinibatch(epoch, soFar);
              });
      double seconds = (System.nanoTime() - start) / 1e9;
      if (counts.seen() >= LARGE_EPOCH) {
        System.gc();
      }
      EvaluationReport tested = Evaluator.evaluate(model, test);
      if (diverged(tested.lossSum())) { // the last update of the epoch did it
        throw new DivergenceException(epoch, counts.seen());
      }
      EpochMetrics metrics =
          new EpochMetrics(epoch, counts.meanLoss(), counts.accuracy(), tested.accuracy(), seconds);
      table.add(metrics);
      listener.onEpoch(metrics);
    }
    return List.copyOf(table);
  }

  /** NaN, or beyond what the network's own numbers, float32, can hold. */
  private static boolean diverged(double lossSum) {
    return !(lossSum <= Float.MAX_VALUE);
  }
}
