package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.output.TypedCommand;
import io.github.softmaxregression.training.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Tells of a run that was stopped, and how to go on with it. */
final class StoppedRun {
  private StoppedRun() {}

  /** Tells where it was stopped, and the command that goes on with it. */
  static String describe(Progress end, CommandSpec spec, boolean resumed) {
    List<String> arguments = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
    if (!resumed) {
      arguments.add("--resume");
    }
    return "%nstopped in epoch %d after %,d of its images; to go on: %s%n"
        .formatted(end.epoch(), end.totals().seen(), TypedCommand.of(arguments));
  }

  /** Warns, at the begin of another run, that the checkpoint of this one will be lost. */
  static String replaced(Path checkpoint) {
    return checkpoint
        + " of an unfinished run will be replaced; to go on with it, stop now and give --resume";
  }
}
