package io.github.softmaxregression.training;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.PrefetchingIterator;
import io.github.softmaxregression.data.StratifiedSplit;
import io.github.softmaxregression.data.TrainingPreProcessor;
import io.github.softmaxregression.evaluation.TemperatureScaling;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainableModel;
import io.github.softmaxregression.model.TrainingState;

/**
 * A model and the images it learns from, prepared as its settings say: everything that follows is
 * decided by them.
 */
public final class TrainingSetup {
  private static final int BATCH = 1000;

  private final ModelKind kind;
  private final Hyperparameters settings;
  private final ImageSet training;
  private final ImageSet validation; // null if none is held out
  private final float[] mean; // null if images are not centred
  private final TrainableModel model;

  /**
   * Holds images out, finds their mean, makes a model.
   *
   * @param images all training images, those to be held out among them
   * @throws IllegalArgumentException if the settings hold out none or all of them
   */
  public TrainingSetup(ModelKind kind, Hyperparameters settings, ImageSet images) {
    this.kind = kind;
    this.settings = settings;
    if (settings.validation() > 0) {
      StratifiedSplit split = StratifiedSplit.of(images, settings.validation(), settings.seed());
      training = split.rest();
      validation = split.heldOut();
    } else {
      training = images;
      validation = null;
    }
    mean = settings.centered() ? training.mean() : null;
    model = kind.create(settings, images.pixelsPerImage(), images.classNames().size());
  }

  /** What is learned from. */
  public ImageSet training() {
    return training;
  }

  /** What chooses the best epoch, or null. */
  public ImageSet validation() {
    return validation;
  }

  /** A copy of the model's state. */
  public TrainingState state() {
    return model.state();
  }

  /** The model as it is now, as a network that takes images as they are. */
  public SoftmaxNetwork network() {
    return kind.usable(model, settings, mean);
  }

  /**
   * The trained model as a network for use. The generalized cross-entropy leaves a model too sure
   * of itself, so it is given the temperature that suits the images held out for validation, or
   * else those of training.
   */
  public SoftmaxNetwork result() {
    SoftmaxNetwork network = network();
    if (settings.robustness() == 0) {
      return network;
    }
    double temperature = TemperatureScaling.of(network, validation == null ? training : validation);
    return network.temperatureScaled(settings, temperature);
  }

  /** Trains from the beginning, in silence. */
  public Progress train() {
    return train(Progress.START, null, null, Trainer.Listener.NONE);
  }

  /**
   * Trains on.
   *
   * @param start how far the run has got before
   * @param state the model's then, or null at the beginning
   * @param test looked at after each epoch, or null
   * @return how far it has got
   * @throws DivergenceException if the loss is not finite
   */
  public Progress train(
      Progress start, TrainingState state, ImageSet test, Trainer.Listener listener) {
    if (state != null) {
      model.restore(state, start.table().size());
    }
    ImageSetIterator shuffled =
        ImageSetIterator.shuffled(training, settings.batchSize(), settings.seed());
    shuffled = shuffled.startingAt(start.table().size(), start.minibatches());
    long before = (long) start.table().size() * shuffled.minibatches() + start.minibatches();
    shuffled.setPreProcessor(
        new TrainingPreProcessor(mean)
            .withLabelSmoothing(settings.labelSmoothing())
            .withDropout(settings.dropout(), settings.seed(), before));
    try (PrefetchingIterator minibatches = new PrefetchingIterator(shuffled);
        PrefetchingIterator validationMinibatches = inOrder(validation);
        PrefetchingIterator testMinibatches = inOrder(test)) {
      return new Trainer(
              model, settings, minibatches, validationMinibatches, testMinibatches, listener)
          .train(start);
    }
  }

  private PrefetchingIterator inOrder(ImageSet images) {
    if (images == null) {
      return null;
    }
    ImageSetIterator minibatches = ImageSetIterator.inOrder(images, BATCH);
    minibatches.setPreProcessor(new TrainingPreProcessor(mean));
    return new PrefetchingIterator(minibatches);
  }
}
