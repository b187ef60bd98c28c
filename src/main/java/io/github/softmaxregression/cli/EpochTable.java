package io.github.softmaxregression.cli;

import io.github.softmaxregression.model.Counts;
import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Trainer;
import java.io.PrintWriter;

/** Prints a row for each epoch and, for a person at a terminal, how far the next one is. */
final class EpochTable implements Trainer.Listener {
  private static final int BAR_WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintWriter out;
  private final int epochs;
  private final int examples;
  private final boolean terminal;

  private long lastDrawn = System.nanoTime();

  EpochTable(PrintWriter out, int epochs, int examples, boolean terminal) {
    this.out = out;
    this.epochs = epochs;
    this.examples = examples;
    this.terminal = terminal;
    out.println("epoch    loss  train acc  test acc  seconds");
    out.flush();
  }

  @Override
  public void onMinibatch(int epoch, Counts counts) {
    if (terminal && System.nanoTime() - lastDrawn > REDRAW_NANOS) {
      int done = (int) (BAR_WIDTH * counts.seen() / examples);
      out.printf(
          "\repoch %d/%d [%s%s] loss %.4f",
          epoch, epochs, "=".repeat(done), " ".repeat(BAR_WIDTH - done), counts.meanLoss());
      out.flush();
      lastDrawn = System.nanoTime();
    }
  }

  @Override
  public void onEpoch(EpochMetrics metrics) {
    if (terminal) {
      out.print("\r" + " ".repeat(BAR_WIDTH + 40) + "\r");
    }
    out.printf(
        "%5d  %.4f  %9.4f  %8.4f  %7.2f%n",
        metrics.epoch(),
        metrics.loss(),
        metrics.trainAccuracy(),
        metrics.testAccuracy(),
        metrics.seconds());
    out.flush();
  }
}
