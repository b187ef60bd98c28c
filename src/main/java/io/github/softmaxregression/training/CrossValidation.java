package io.github.softmaxregression.training;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.StratifiedSplit;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Judges settings by images that were not trained on: a network is trained for each split of the
 * training images into two parts, and measured on the part that was held out.
 *
 * @param accuracies one for each split, in order
 */
public record CrossValidation(List<Double> accuracies) {
  /**
   * Trains and measures, one fold after the other.
   *
   * @param folds how many times, 2 or more
   * @param seed decides which images are held out together
   * @param listeners give what hears of each fold
   * @throws DivergenceException if the loss is not finite
   */
  public static CrossValidation of(
      Hyperparameters settings, ImageSet images, int folds, long seed, FoldListener listeners) {
    List<Double> accuracies = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      StratifiedSplit split = StratifiedSplit.fold(images, fold, folds, seed);
      TrainingSetup setup = new TrainingSetup(ModelKind.NETWORK, settings, split.training());
      Trainer.Listener listener = listeners.of(fold, setup.training().size());
      setup.train(Progress.START, null, null, listener);
      Predictions predictions = Predictions.of(setup.network(), split.heldOut());
      accuracies.add(predictions.report(images.classNames()).accuracy());
    }
    return new CrossValidation(List.copyOf(accuracies));
  }

  /** Gives what hears of the training in a fold. */
  @FunctionalInterface
  public interface FoldListener {
    /**
     * Gives a listener.
     *
     * @param fold 0 for the first
     * @param examples of an epoch
     */
    Trainer.Listener of(int fold, int examples);
  }

  /** The mean accuracy. */
  public double mean() {
    return StatUtils.mean(array(accuracies));
  }

  /**
   * Computes the standard error of the difference to the mean accuracy of other settings on the
   * same splits: how hard a split is does not count, since it is so for both.
   */
  public double standardErrorTo(CrossValidation other) {
    List<Double> differences =
        IntStream.range(0, accuracies.size())
            .mapToObj(i -> accuracies.get(i) - other.accuracies.get(i))
            .toList();
    return Math.sqrt(StatUtils.variance(array(differences)) / differences.size());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
