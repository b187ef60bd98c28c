package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Trainer;
import java.io.PrintWriter;

/** Tells how far training is, from minibatch to minibatch. */
public final class EpochProgress implements Trainer.Listener, AutoCloseable {
  private final Target target;
  private final ProgressLine line; // its own, or null
  private final int epochs;
  private final int examples;

  /** Takes how far the work is. */
  @FunctionalInterface
  public interface Target {
    /** Takes a share from 0 to 1, and words for it. */
    void at(double share, String format, Object... values);
  }

  private EpochProgress(Target target, ProgressLine line, int epochs, int examples) {
    this.target = target;
    this.line = line;
    this.epochs = epochs;
    this.examples = examples;
  }

  /**
   * Tells of a run that is part of some work.
   *
   * @param examples of an epoch
   */
  public static EpochProgress of(Target target, int epochs, int examples) {
    return new EpochProgress(target, null, epochs, examples);
  }

  /** Tells of a run in a line of its own, which is wiped out for the row of each epoch. */
  public static EpochProgress start(String name, PrintWriter err, int epochs, int examples) {
    ProgressLine line = ProgressLine.start(name, err);
    return new EpochProgress(line::at, line, epochs, examples);
  }

  @Override
  public boolean onMinibatch(Progress progress) {
    double epoch = progress.epochs().size() + (double) progress.totals().seen() / examples;
    target.at(
        epoch / epochs,
        "epoch %d of %d, loss %.4f",
        progress.epoch(),
        epochs,
        progress.totals().meanLoss());
    return true;
  }

  @Override
  public boolean onEpoch(Progress progress) {
    if (line != null) {
      line.clear();
    }
    return true;
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
  }
}
