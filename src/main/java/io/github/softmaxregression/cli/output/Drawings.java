package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.figure.Figures;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.training.EpochMetrics;
import java.io.IOException;
import java.util.List;

/**
 * Holds the figures of a training run.
 *
 * @param weights null if the network has more than one layer
 */
record Drawings(Drawn curve, Drawn weights) {
  /** Holds a figure that is shown twice, in the report and beside it, but drawn once. */
  record Drawn(Figure figure, String svg) {
    static Drawn of(Figure figure) throws IOException {
      return new Drawn(figure, FigureFile.svg(figure));
    }
  }

  /** Draws them. */
  static Drawings of(SoftmaxNetwork network, ImageSet test, List<EpochMetrics> epochs)
      throws IOException {
    Drawn curve = Drawn.of(Figures.learningCurve(epochs));
    if (!network.isOneLayer()) {
      return new Drawings(curve, null);
    }
    Figure weights =
        Figures.weightPictures(network.weights(), test.classNames(), test.height(), test.width());
    return new Drawings(curve, Drawn.of(weights));
  }
}
