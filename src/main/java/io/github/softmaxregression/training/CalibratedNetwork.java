package io.github.softmaxregression.training;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.TemperatureScaling;
import io.github.softmaxregression.model.Augment;
import io.github.softmaxregression.model.Folding;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;

/** Gives a network the temperature with which its probabilities are true. */
final class CalibratedNetwork {
  /**
   * Lowers what is said of photographs, of which more are wrong than of the images: measured on
   * rendered ones, of which it then says too little, and on real ones, of which it says too much.
   */
  private static final double ON_PHOTOGRAPHS = 1.7;

  private CalibratedNetwork() {}

  /**
   * Scales a network that the generalized cross-entropy has left overconfident.
   *
   * @param images to calibrate with: those held out, or else those of training
   */
  static SoftmaxNetwork of(SoftmaxNetwork network, Hyperparameters settings, ImageSet images) {
    double temperature = TemperatureScaling.of(network, images);
    boolean forPhotographs = settings.augment() == Augment.STRONG;
    return Folding.temperatureScaled(
        network, settings, forPhotographs ? ON_PHOTOGRAPHS * temperature : temperature);
  }
}
