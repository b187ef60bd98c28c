package io.github.softmaxregression.cli;

import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;

/**
 * Collects garbage once in {@link #COLLECTED} examples. Left alone, Java would rather make the heap
 * larger: by more than the data need, and with the number of examples.
 */
final class HeapTrimmer implements Trainer.Listener {
  static final long COLLECTED = 600_000; // as many as ten of the chapter's epochs have

  private final long examples; // of an epoch
  private long collected; // examples seen by then, in all epochs

  HeapTrimmer(long examples) {
    this.examples = examples;
  }

  @Override
  public boolean onMinibatch(Progress progress) {
    long seen = progress.epochs().size() * examples + progress.totals().seen();
    if (seen - collected > COLLECTED) {
      System.gc();
      collected = seen;
    }
    return true;
  }
}
