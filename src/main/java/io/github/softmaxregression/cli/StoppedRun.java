package io.github.softmaxregression.cli;

import io.github.softmaxregression.training.Progress;
import picocli.CommandLine.Model.CommandSpec;

/** Tells where a run was stopped, and the command that goes on with it. */
final class StoppedRun {
  private StoppedRun() {}

  static String describe(Progress end, CommandSpec spec, boolean resumed) {
    StringBuilder command = new StringBuilder(spec.root().name());
    for (String argument : spec.commandLine().getParseResult().originalArgs()) {
      command.append(' ').append(SelfLauncher.quoted(argument));
    }
    return "%nstopped in epoch %d after %,d of its images; to go on: %s%s%n"
        .formatted(end.epoch(), end.totals().seen(), command, resumed ? "" : " --resume");
  }
}
