package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.output.EpochProgress;
import io.github.softmaxregression.cli.output.Json;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.Progress.Best;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tells how a run has ended, in a line for programs, or in the only one that {@code --quiet}
 * leaves.
 *
 * @param end {@code finished}, {@code patience}, {@code stopped} or {@code finished before}
 * @param saved the zip, or the checkpoint of a run that was stopped
 * @param epochs that are done
 * @param keptEpoch whose parameters were saved; null where the run did not end now
 * @param validationAccuracy of that epoch, or null
 * @param testAccuracy of what was saved, or null
 */
record RunEnd(
    String end,
    String saved,
    int epochs,
    Integer keptEpoch,
    Double validationAccuracy,
    Double testAccuracy) {
  /** Tells of a run that has come to its end. */
  static RunEnd over(Progress progress, int asked, Path zip, double testAccuracy) {
    int epochs = progress.epochs().size();
    Best best = progress.best();
    return new RunEnd(
        epochs < asked ? "patience" : "finished",
        zip.toString(),
        epochs,
        best == null ? epochs : best.epoch(),
        best == null ? null : best.accuracy(),
        testAccuracy);
  }

  /** Tells where a run was stopped, and how to go on with it; returns the exit code. */
  static int stopped(
      Progress progress,
      Path checkpoint,
      EpochProgress bar,
      CommandSpec spec,
      boolean resumed,
      boolean json) {
    if (bar != null) {
      bar.close(); // before something else is printed
      spec.commandLine().getErr().print("\r"); // over the ^C that may stand there
    }
    CommandLine command = spec.commandLine();
    command.getErr().println(RunNotes.stopped(progress, spec, resumed));
    if (json) {
      int epochs = progress.epochs().size();
      new RunEnd("stopped", checkpoint.toString(), epochs, null, null, null)
          .print(true, command.getOut());
    }
    return 1;
  }

  /** Tells that there is nothing to go on with; returns the exit code. */
  static int before(Path zip, int epochs, PrintWriter notes, boolean json, PrintWriter out) {
    notes.printf("%s is finished: there is nothing to go on with%n", zip);
    if (json) {
      new RunEnd("finished before", zip.toString(), epochs, null, null, null).print(true, out);
    }
    return 0;
  }

  /** Prints it for programs, or what a person wants to know of it. */
  void print(boolean json, PrintWriter out) {
    if (json) {
      out.println(Json.line(this));
    } else {
      String line = "saved %s: test accuracy %.4f, epoch %d of %d%n";
      out.printf(line, saved, testAccuracy, keptEpoch, epochs);
    }
  }
}
