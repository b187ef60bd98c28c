package io.github.softmaxregression.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.apache.commons.io.function.IOConsumer;

/**
 * Saves a checkpoint when one is due, and before a run ends that was asked to stop. One that cannot
 * be saved ends the run with an {@link UncheckedIOException}.
 */
public final class CheckpointListener implements Trainer.Listener {
  /** Epochs that take less share a checkpoint: less than this can be lost. */
  private static final long SAVE_AGAIN_NANOS = 1_000_000_000;

  private final long examples;
  private final Integer every;
  private final BooleanSupplier stop;
  private final IOConsumer<Progress> saver;
  private long lastSaved = System.nanoTime(); // or begun

  /**
   * Prepares for a run.
   *
   * @param examples of an epoch
   * @param every number of minibatches after which a checkpoint is saved, beside each epoch; null
   *     for epochs alone, at most once a second
   * @param stop whether the run is to end
   * @param saver saves a checkpoint, whole or not at all
   */
  public CheckpointListener(
      long examples, Integer every, BooleanSupplier stop, IOConsumer<Progress> saver) {
    this.examples = examples;
    this.every = every;
    this.stop = stop;
    this.saver = saver;
  }

  @Override
  public boolean onMinibatch(Progress progress) {
    if (progress.totals().seen() == examples) { // the end of the epoch is told of next
      return true;
    }
    return save(every != null && progress.minibatches() % every == 0, progress);
  }

  @Override
  public boolean onEpoch(Progress progress) {
    boolean recent = System.nanoTime() - lastSaved < SAVE_AGAIN_NANOS;
    return save(every != null || !recent, progress);
  }

  private boolean save(boolean due, Progress progress) {
    boolean stopping = stop.getAsBoolean();
    if (due || stopping) {
      try {
        saver.accept(progress);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      lastSaved = System.nanoTime();
    }
    return !stopping;
  }
}
