package io.github.softmaxregression.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Reads what every command says of itself. */
class HelpTest {
  private static final int WIDTH = 80;

  private static List<CommandLine> commands() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    List<CommandLine> all = new ArrayList<>();
    collect(RootCommand.commandLine(null, nowhere, nowhere, false), all);
    return all;
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(each -> collect(each, all));
  }

  @TestFactory
  Stream<DynamicTest> everyCommandSaysAllInWholeSentences() {
    return commands().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.getCommandSpec().qualifiedName(), () -> check(each)));
  }

  private static void check(CommandLine command) {
    String help = command.getUsageMessage();
    assertThat(help.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(WIDTH));
    assertThat(help).doesNotContain("${", "null");
    for (String sentence : command.getCommandSpec().usageMessage().description()) {
      assertThat(sentence).matches("[A-Z].*\\.");
    }
    for (OptionSpec option : command.getCommandSpec().options()) {
      String said = String.join(" ", option.description());
      assertThat(said).as(option.longestName()).matches("(?s).+\\.");
      if (!option.usageHelp() && !option.versionHelp()) {
        assertThat(said)
            .as(option.longestName())
            .matches("(?s)Required: .+|.+ Default: [^ ].*")
            .doesNotContain("chapter's");
      }
      String flat = help.replaceAll("\\s+", " ");
      assertThat(flat).as("all of it").contains(said.replaceAll("\\s+", " "));
    }
  }
}
