package io.github.softmaxregression.cli;

import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;

/**
 * Collects garbage at the end of an epoch once in {@link #COLLECTED} examples. Left alone, Java
 * would rather make the heap larger: by more than the data need, and with the number of epochs.
 */
final class HeapTrimmer implements Trainer.Listener {
  static final long COLLECTED = 600_000; // as many as ten of the chapter's epochs have

  private final long examples; // of an epoch
  private long uncollected;

  HeapTrimmer(long examples) {
    this.examples = examples;
  }

  @Override
  public boolean onEpoch(Progress progress) {
    uncollected += examples;
    if (uncollected > COLLECTED) {
      System.gc();
      uncollected = 0;
    }
    return true;
  }
}
