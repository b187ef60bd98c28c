package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.output.ErrorLine;
import io.github.softmaxregression.cli.output.HelpPage;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The root of the command line. */
@Command(
    name = "softmax-regression",
    description = "Softmax regression on Fashion-MNIST with Deeplearning4j.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Without a command it trains. The data set is inside the program: nothing is downloaded.",
      "Exit codes: 0 done, 1 the work failed, 2 the command line was wrong."
    })
public final class RootCommand extends CommandPart implements Runnable {
  private static final String HELP = "io.github.softmaxregression.cli.help";

  private final boolean terminal;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT)
  private boolean quiet;

  private RootCommand(boolean terminal) {
    this.terminal = terminal;
  }

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("train", () -> new TrainCommand());
    commands.put("scratch", () -> new ScratchCommand());
    commands.put("evaluate", () -> new EvaluateCommand());
    commands.put("predict", () -> new PredictCommand());
    commands.put("compare", () -> new CompareCommand());
    commands.put("verify", () -> new VerifyCommand());
    commands.put("card", () -> new CardCommand());
    commands.put("scan", () -> new ScanCommand());
    commands.put("export", () -> new ExportCommand());
    commands.put("import", () -> new ImportCommand());
    commands.put("tune", () -> new TuneCommand());
    commands.put("serve", () -> new ServeCommand());
    commands.put("playground", () -> new PlaygroundCommand());
    commands.put("data", () -> new DataCommand());
    commands.put("losses", () -> new LossesCommand());
    commands.put("notebooks", () -> new NotebooksCommand());
    commands.put("backend", () -> new BackendCommand());
    commands.put("benchmark", () -> new BenchmarkCommand());
    return commands;
  }

  /**
   * Makes the command line, ready to run.
   *
   * @param first the first argument, or null: of the commands only that one is made, to save time
   * @param out receives results
   * @param err receives errors
   * @param terminal whether a person watches, so that progress may be drawn on {@code err}
   */
  public static CommandLine commandLine(
      String first, PrintWriter out, PrintWriter err, boolean terminal) {
    CommandLine root = new CommandLine(new RootCommand(terminal));
    Map<String, Supplier<Object>> commands = commands();
    if (commands.containsKey(first)) {
      root.addSubcommand(first, commands.get(first).get());
    } else {
      commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
      root.addSubcommand("completion", new CompletionCommand());
    }
    addHelp(root);
    root.setOut(out);
    root.setErr(err);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    // Lambdas, not method references: those would load what only errors need.
    root.setParameterExceptionHandler((e, args) -> ErrorLine.badCommandLine(e, args));
    root.setExecutionExceptionHandler(
        (e, command, parsed) -> ErrorLine.failedWork(e, command.getErr()));
    root.setExecutionStrategy(RootCommand::runLast);
    root.setHelpFactory(
        (command, colors) -> {
          root.setResourceBundle(ResourceBundle.getBundle(HELP)); // read only when asked for
          return HelpPage.of(command);
        });
    return root;
  }

  /** Gives every command --help and --version. */
  private static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .mixinStandardHelpOptions(true)
        .versionProvider(() -> VersionLines.get());
    command.getSubcommands().values().forEach(RootCommand::addHelp);
  }

  /** Runs the last command of several in a row, which is the only one whose options count. */
  private static int runLast(ParseResult parsed) {
    ParseResult first = parsed.subcommand(); // none has subcommands of subcommands
    if (first != null && first.hasSubcommand()) {
      ErrorLine.requireOptionsAfterSubcommand(first);
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  @Override
  protected boolean isWatched() {
    return terminal && !quiet;
  }

  @Override
  public void run() {
    throw usage("no command given");
  }
}
