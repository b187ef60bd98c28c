package io.github.softmaxregression.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Knows the command that a group of options belongs to. */
abstract class OptionGroup {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  final CommandSpec spec() {
    return spec;
  }

  /** Says what is wrong with the command line: exit code 2. */
  final ParameterException usage(String format, Object... values) {
    return new ParameterException(spec.commandLine(), format.formatted(values));
  }
}
