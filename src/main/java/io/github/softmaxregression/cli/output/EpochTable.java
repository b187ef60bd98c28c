package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import java.io.PrintWriter;

/** Prints a row for each epoch and, on a terminal, how far the next one is. */
public final class EpochTable implements Trainer.Listener {
  private static final int BAR_WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintWriter out;
  private final int epochs;
  private final int examples;
  private final boolean terminal;
  private final String lookedAt;

  private long lastDrawn = System.nanoTime();

  /**
   * Prints the head of a table.
   *
   * @param out shows at once what is printed into it
   * @param examples of an epoch
   * @param lookedAt after each epoch: {@code validation}, {@code test} or nothing
   */
  public EpochTable(PrintWriter out, int epochs, int examples, String lookedAt, boolean terminal) {
    this.out = out;
    this.epochs = epochs;
    this.examples = examples;
    this.lookedAt = lookedAt;
    this.terminal = terminal;
    out.printf(
        "epoch    loss  train acc  %sseconds%n", lookedAt.isEmpty() ? "" : lookedAt + " acc  ");
  }

  @Override
  public boolean onMinibatch(Progress progress) {
    if (terminal && System.nanoTime() - lastDrawn > REDRAW_NANOS) {
      int done = (int) (BAR_WIDTH * progress.totals().seen() / examples);
      String bar = "=".repeat(done) + " ".repeat(BAR_WIDTH - done);
      double loss = progress.totals().meanLoss();
      out.printf("\repoch %d/%d [%s] loss %.4f", progress.epoch(), epochs, bar, loss);
      lastDrawn = System.nanoTime();
    }
    return true;
  }

  @Override
  public boolean onEpoch(Progress progress) {
    print(progress.lastEpoch());
    return true;
  }

  /** Prints the row of an epoch. */
  public void print(EpochMetrics row) {
    if (terminal) {
      out.print("\r" + " ".repeat(BAR_WIDTH + 40) + "\r");
    }
    out.printf("%5d  %.4f  %9.4f  ", row.epoch(), row.loss(), row.trainAccuracy());
    Double accuracy =
        row.validationAccuracy() == null ? row.testAccuracy() : row.validationAccuracy();
    if (accuracy != null) {
      out.printf("%" + (lookedAt.length() + 4) + ".4f  ", accuracy);
    }
    out.printf("%7.2f%n", row.seconds());
  }
}
