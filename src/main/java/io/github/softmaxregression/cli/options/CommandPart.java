package io.github.softmaxregression.cli.options;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands and groups of options have: streams, and a word for a wrong command line. */
public abstract class CommandPart {
  @Spec private CommandSpec self;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command; // that a group of options belongs to; null for a command

  protected final CommandSpec spec() {
    return command == null ? self : command;
  }

  protected final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  protected final void printf(String format, Object... values) {
    out().printf(format, values);
  }

  protected final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /** Whether results and errors alone are wanted. */
  protected final boolean isQuiet() {
    return spec().root().findOption("--quiet").getValue();
  }

  /** Whether a person watches standard error, and wants to know how far work is. */
  protected boolean isWatched() {
    return ((CommandPart) spec().root().userObject()).isWatched();
  }

  /** Returns where notes go: to a stream, or nowhere where they are not wanted. */
  protected final PrintWriter notes(PrintWriter stream) {
    return isQuiet() ? new PrintWriter(Writer.nullWriter()) : stream;
  }

  /** Says what is wrong with the command line: exit code 2. */
  protected final ParameterException usage(String format, Object... values) {
    return new ParameterException(spec().commandLine(), format.formatted(values));
  }

  protected final void requireRange(String option, long value, long least, long most) {
    if (value < least || value > most) {
      String expected = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw usage("%s %d: expected %s", option, value, expected);
    }
  }
}
