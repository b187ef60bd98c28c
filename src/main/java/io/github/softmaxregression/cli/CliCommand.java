package io.github.softmaxregression.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has: its streams, and a word for a command line that is wrong. */
abstract class CliCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final void printf(String format, Object... values) {
    out().printf(format, values);
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final CommandSpec spec() {
    return spec;
  }

  /** Says what is wrong with the command line: exit code 2. */
  final ParameterException usage(String format, Object... values) {
    return new ParameterException(spec.commandLine(), format.formatted(values));
  }

  final void requireRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      String expected = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw usage("%s %d: expected %s", option, value, expected);
    }
  }
}
