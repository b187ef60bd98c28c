package io.github.softmaxregression.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "softmax-regression",
    description = "Softmax regression on Fashion-MNIST with Deeplearning4j.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Without a command it trains. The data set is inside the program: nothing is downloaded.",
      "Exit codes: 0 done, 1 the work failed, 2 the command line was wrong."
    })
public final class RootCommand implements Runnable {
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("train", TrainCommand.class);
    COMMANDS.put("scratch", ScratchCommand.class);
    COMMANDS.put("evaluate", EvaluateCommand.class);
    COMMANDS.put("predict", PredictCommand.class);
    COMMANDS.put("compare", CompareCommand.class);
    COMMANDS.put("verify", VerifyCommand.class);
    COMMANDS.put("card", CardCommand.class);
    COMMANDS.put("tune", TuneCommand.class);
    COMMANDS.put("serve", ServeCommand.class);
    COMMANDS.put("data", DataCommand.class);
    COMMANDS.put("losses", LossesCommand.class);
    COMMANDS.put("notebooks", NotebooksCommand.class);
    COMMANDS.put("backend", BackendCommand.class);
    COMMANDS.put("benchmark", BenchmarkCommand.class);
  }

  @Spec private CommandSpec spec;

  private final boolean terminal;

  private RootCommand(boolean terminal) {
    this.terminal = terminal;
  }

  /**
   * The command line, ready to run.
   *
   * @param first the first argument, or null: where it is a command, only that one is made, since
   *     making all of them takes longer than anything else at the start
   * @param out receives results
   * @param err receives errors
   * @param terminal whether a person watches {@code out}, so that progress may be drawn on it
   */
  public static CommandLine commandLine(
      String first, PrintWriter out, PrintWriter err, boolean terminal) {
    CommandLine commandLine = new CommandLine(new RootCommand(terminal));
    COMMANDS.forEach(
        (name, type) -> {
          if (name.equals(first) || !COMMANDS.containsKey(first)) {
            commandLine.addSubcommand(name, type);
          }
        });
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setUsageHelpAutoWidth(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(ErrorLine::badCommandLine);
    commandLine.setExecutionStrategy(RootCommand::runLast);
    commandLine.setExecutionExceptionHandler(
        (exception, command, parsed) -> ErrorLine.failedWork(exception, command.getErr()));
    return commandLine;
  }

  /** Runs the last command of several in a row, which is the only one whose options count. */
  private static int runLast(ParseResult parsed) {
    for (ParseResult each = parsed.subcommand(); each != null; each = each.subcommand()) {
      if (each.hasSubcommand() && !each.matchedOptions().isEmpty()) {
        throw new ParameterException(
            each.commandSpec().commandLine(),
            "%s before %s: expected options after it"
                .formatted(
                    each.matchedOptions().get(0).longestName(),
                    each.subcommand().commandSpec().name()));
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  boolean terminal() {
    return terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
