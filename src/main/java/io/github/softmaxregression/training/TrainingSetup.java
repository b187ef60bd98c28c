package io.github.softmaxregression.training;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import io.github.softmaxregression.data.StratifiedSplit;
import io.github.softmaxregression.data.TrainingPreProcessor;
import io.github.softmaxregression.data.memory.PrefetchingIterator;
import io.github.softmaxregression.model.Augment;
import io.github.softmaxregression.model.Folding;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Preconditioner;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.model.TrainableModel;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Prepares a model and the images it learns from as its settings say, which decide all the rest.
 */
public final class TrainingSetup {
  private static final int BATCH = 1000;

  private final ModelKind kind;
  private final Hyperparameters settings;
  private final ImageSet training;
  private final ImageSet validation; // null if none is held out
  private final float[] mean; // null if images are not centred
  private final TrainableModel model;
  private final boolean inParts; // whether the model makes minibatches, and centres them

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
      training = split.training();
      validation = split.heldOut();
    } else {
      training = images;
      validation = null;
    }
    mean = settings.centered() ? training.mean() : null;
    model = kind.create(settings, images.pixelsPerImage(), images.classNames().size());
    inParts = model instanceof SoftmaxNetwork network && network.computesInParts();
    if (inParts && mean != null) {
      ((SoftmaxNetwork) model).center(mean);
    }
    if (settings.preconditioned() && model instanceof SoftmaxNetwork network) {
      network.precondition(
          Preconditioner.of(training, mean == null ? training.mean() : mean, settings.l2()));
    }
  }

  /**
   * Begins with the parameters of a model that takes images as they are.
   *
   * @param parameters W in column-major order, then b
   */
  public void startFrom(float[] parameters) {
    model.replaceParameters(mean == null ? parameters : Folding.unfolded(parameters, mean));
  }

  /** What is learned from. */
  public ImageSet training() {
    return training;
  }

  /** What chooses the best epoch, or null. */
  public ImageSet validation() {
    return validation;
  }

  /** Copies the model's state. */
  public TrainableModel.State state() {
    return model.state();
  }

  /** Returns the model as it is now, as a network that takes images as they are. */
  public SoftmaxNetwork network() {
    return kind.toNetwork(model, settings, mean);
  }

  /** Returns the trained model as a network for use, calibrated where its loss calls for it. */
  public SoftmaxNetwork result() {
    return settings.gceQ() == 0
        ? network()
        : CalibratedNetwork.of(network(), settings, validation == null ? training : validation);
  }

  /** Trains from the beginning to the end. */
  public Progress train() {
    return train(Progress.START, null, null);
  }

  /**
   * Trains on.
   *
   * @param start how far the run has got before
   * @param state the model's then, or null at the beginning
   * @param test evaluated after each epoch, or null
   * @return how far it has got
   * @throws DivergenceException if the loss is not finite
   */
  public Progress train(
      Progress start, TrainableModel.State state, ImageSet test, Trainer.Listener... listeners) {
    if (state != null) {
      model.restore(state);
    }
    List<Runnable> ends = new ArrayList<>();
    try {
      return new Trainer(
              model,
              settings,
              minibatches(shuffled(start), ends),
              minibatches(inOrder(validation), ends),
              minibatches(inOrder(test), ends),
              listeners)
          .train(start);
    } finally {
      ends.forEach(Runnable::run);
    }
  }

  /** Leaves the minibatches to a model that makes them in parts, or has a thread make them. */
  private DataSetIterator minibatches(ImageSetIterator source, List<Runnable> ends) {
    if (source == null || inParts) {
      return source == null ? null : source.inParts();
    }
    return PrefetchingIterator.start(source, ends);
  }

  private ImageSetIterator shuffled(Progress start) {
    ImageSetIterator minibatches =
        ImageSetIterator.shuffled(training, settings.batchSize(), settings.seed())
            .startingAt(start.epochs().size(), start.minibatches());
    long before = (long) start.epochs().size() * minibatches.minibatches() + start.minibatches();
    float[] toSubtract = inParts ? null : mean;
    if (toSubtract != null || settings.dropout() > 0 || settings.augment() != Augment.NONE) {
      minibatches.setPreProcessor(ChangedImages.of(settings, training, toSubtract, before));
    }
    return minibatches;
  }

  private ImageSetIterator inOrder(ImageSet images) {
    if (images == null) {
      return null;
    }
    ImageSetIterator minibatches = ImageSetIterator.inOrder(images, BATCH);
    if (mean != null && !inParts) {
      minibatches.setPreProcessor(TrainingPreProcessor.centering(mean));
    }
    return minibatches;
  }
}
