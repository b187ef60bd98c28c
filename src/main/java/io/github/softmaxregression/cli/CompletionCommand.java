package io.github.softmaxregression.cli;

import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.model.Optimizer;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a script that lets a shell complete commands and options.",
      "In bash: source <(softmax completion bash). In zsh: source <(softmax completion zsh). In fish:"
          + " softmax completion fish | source."
    })
final class CompletionCommand extends CommandPart implements Callable<Integer> {
  private static final Pattern VALUES = Pattern.compile("(_option_args=\\()(\"[^)]*)");
  private static final String REFUSED = Optimizer.POLYAK.name();

  private enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell;

  @Option(names = "--name", paramLabel = "NAME")
  private String name = "softmax";

  @Override
  public Integer call() {
    if (!name.matches("[\\w.-]+")) {
      throw usage("--name '%s': expected letters, digits, '.', '_' and '-'", name);
    }
    if (shell == Shell.FISH) {
      fish(spec().root().commandLine());
    } else { // which picocli writes for both
      out().println(lowerCase(AutoComplete.bash(name, spec().root().commandLine())));
    }
    return 0;
  }

  /** Writes values as people do, without one that only old zips have. */
  private static String lowerCase(String script) {
    return VALUES
        .matcher(script)
        .replaceAll(
            line ->
                Matcher.quoteReplacement(
                    line.group(1)
                        + line.group(2)
                            .replace(" \"%s\"".formatted(REFUSED), "")
                            .toLowerCase(Locale.ROOT)));
  }

  /** Lists commands, their subcommands, and the options of each. */
  private void fish(CommandLine root) {
    printf("complete -c %s -n __fish_use_subcommand -f%n", name);
    root.getSubcommands()
        .forEach(
            (command, line) -> {
              String[] description = line.getCommandSpec().usageMessage().description();
              printf(
                  "complete -c %s -n __fish_use_subcommand -f -a %s -d '%s'%n",
                  name, command, description[0].replace("'", "\\'"));
              options(command, line);
            });
  }

  private void options(String command, CommandLine line) {
    line.getSubcommands()
        .keySet()
        .forEach(
            each ->
                printf(
                    "complete -c %s -n '__fish_seen_subcommand_from %s' -a %s%n",
                    name, command, each));
    for (OptionSpec option : line.getCommandSpec().options()) {
      for (String each : option.names()) {
        String kind = each.startsWith("--") ? "-l" : "-s";
        printf(
            "complete -c %s -n '__fish_seen_subcommand_from %s' %s %s%s%s%n",
            name,
            command,
            kind,
            each.replaceFirst("^--?", ""),
            option.arity().max() > 0 ? " -r" : "",
            values(option));
      }
    }
  }

  /** Lists the values of an option that has few. */
  private static String values(OptionSpec option) {
    if (!option.type().isEnum()) {
      return "";
    }
    StringBuilder values = new StringBuilder();
    for (Object each : option.type().getEnumConstants()) {
      if (!each.toString().equals(REFUSED)) {
        values.append(values.isEmpty() ? "" : " ").append(each.toString().toLowerCase(Locale.ROOT));
      }
    }
    return " -f -a '%s'".formatted(values);
  }
}
