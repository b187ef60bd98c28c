package io.github.softmaxregression.training;

import io.github.softmaxregression.data.Augmentation;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.TrainingPreProcessor;
import io.github.softmaxregression.model.Hyperparameters;

/** Changes images before they are learned from, as the settings ask for. */
final class ChangedImages {
  private ChangedImages() {}

  /**
   * Prepares the changes.
   *
   * @param mean to subtract [height * width], or null
   * @param minibatches that came before, in all passes
   */
  static TrainingPreProcessor of(
      Hyperparameters settings, ImageSet images, float[] mean, long minibatches) {
    Augmentation augmentation =
        switch (settings.augment()) {
          case NONE -> null;
          case SLIGHT -> Augmentation.slight(images);
          case STRONG -> Augmentation.strong(images);
        };
    return new TrainingPreProcessor(
        augmentation, mean, settings.dropout(), settings.seed(), minibatches);
  }
}
