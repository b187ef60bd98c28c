package io.github.softmaxregression.evaluation;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.model.Logits;
import io.github.softmaxregression.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Finds the T by which logits have to be divided for a classifier to be as often right as it is
 * sure (Guo et al., arXiv 1706.04599). What it takes images for stays the same.
 */
public final class TemperatureScaling {
  private static final double TOLERANCE = 1e-6;
  private static final double LOWEST = 0.1;
  private static final double HIGHEST = 100;
  private static final int MOST_EVALUATIONS = 200;

  private TemperatureScaling() {}

  /** Finds the T from 0.1 to 100 at which the mean cross-entropy of some images is smallest. */
  public static double of(Model model, ImageSet images) {
    List<Logits> logits = new ArrayList<>();
    ForwardPass.over(images, model, (minibatch, labels) -> logits.add(minibatch));
    // Over 1/T, where the function is convex.
    double inverse =
        new BrentOptimizer(TOLERANCE, TOLERANCE)
            .optimize(
                new UnivariateObjectiveFunction(scale -> crossEntropy(logits, images, scale)),
                GoalType.MINIMIZE,
                new SearchInterval(1 / HIGHEST, 1 / LOWEST, 1),
                new MaxEval(MOST_EVALUATIONS))
            .getPoint();
    return 1 / inverse;
  }

  private static double crossEntropy(List<Logits> logits, ImageSet images, double scale) {
    double sum = 0;
    int index = 0;
    for (Logits minibatch : logits) {
      for (int row = 0; row < minibatch.examples(); row++, index++) {
        sum += minibatch.crossEntropy(row, images.label(index), scale);
      }
    }
    return sum / index;
  }
}
