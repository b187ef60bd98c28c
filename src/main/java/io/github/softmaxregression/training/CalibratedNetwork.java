package io.github.softmaxregression.training;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.TemperatureScaling;
import io.github.softmaxregression.model.Augment;
import io.github.softmaxregression.model.Folding;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.util.stream.IntStream;

/** Gives a network the temperature with which its probabilities are true. */
final class CalibratedNetwork {
  /**
   * Lowers what is said of photographs, of which more are wrong than of the images: measured on
   * rendered ones, of which it then says too little, and on real ones, of which it says too much.
   */
  private static final double ON_PHOTOGRAPHS = 1.7;

  /** Bounds the images: of as many the temperature is known to a hundredth. */
  private static final int IMAGES = 10_000;

  private CalibratedNetwork() {}

  /**
   * Scales a network that the generalized cross-entropy has left overconfident.
   *
   * @param images to calibrate with: those held out, or else those of training
   */
  static SoftmaxNetwork of(SoftmaxNetwork network, Hyperparameters settings, ImageSet images) {
    double temperature = TemperatureScaling.of(network, some(images));
    boolean forPhotographs = settings.augment() == Augment.STRONG;
    return Folding.temperatureScaled(
        network, settings, forPhotographs ? ON_PHOTOGRAPHS * temperature : temperature);
  }

  /** Chooses images at equal distances. */
  private static ImageSet some(ImageSet images) {
    int n = Math.min(IMAGES, images.size());
    return images.select(
        IntStream.range(0, n).map(i -> (int) ((long) i * images.size() / n)).toArray());
  }
}
