package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.training.EpochMetrics;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import java.io.PrintWriter;

/** Prints a row for each epoch, or a line of JSON. */
public final class EpochTable implements Trainer.Listener {
  private final PrintWriter out;
  private final boolean json;
  private final String lookedAt;

  /**
   * Prints the head of a table.
   *
   * @param json whether a program reads it: then there is no head
   * @param lookedAt after each epoch: {@code validation}, {@code test} or nothing
   */
  public EpochTable(PrintWriter out, boolean json, String lookedAt) {
    this.out = out;
    this.json = json;
    this.lookedAt = lookedAt;
    if (!json) {
      String looked = lookedAt.isEmpty() ? "" : lookedAt + " acc  ";
      out.printf("epoch    loss  train acc  %sseconds%n", looked);
    }
  }

  @Override
  public boolean onEpoch(Progress progress) {
    print(progress.lastEpoch());
    return true;
  }

  /** Prints the row of an epoch. */
  public void print(EpochMetrics row) {
    if (json) {
      out.println(Json.line(row));
      return;
    }
    out.printf("%5d  %.4f  %9.4f  ", row.epoch(), row.loss(), row.trainAccuracy());
    boolean tested = row.validationAccuracy() == null;
    Double accuracy = tested ? row.testAccuracy() : row.validationAccuracy();
    if (accuracy != null) {
      out.printf("%" + (lookedAt.length() + 4) + ".4f  ", accuracy);
    }
    out.printf("%7.2f%n", row.seconds());
  }
}
