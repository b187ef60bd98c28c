package io.github.softmaxregression.cli.output;

import io.github.softmaxregression.cli.options.DataOption;
import io.github.softmaxregression.cli.options.DeviceOptions;
import io.github.softmaxregression.cli.options.FigureFormatOption;
import io.github.softmaxregression.cli.options.HyperparameterOptions;
import io.github.softmaxregression.cli.options.ModelOption;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lays out what --help says of options: by what they are about, in lines that break at blanks. */
public final class HelpPage extends Help {
  private static final int WIDTH = 80;
  private static final int INDENT = 26;

  /** Says what is about what, in the order in which a person decides it. */
  private enum Subject {
    MODEL("Model", Set.of(ModelOption.class)),
    DATA("Data", Set.of(DataOption.class, DataOption.Resized.class)),
    TRAINING("Training", Set.of(HyperparameterOptions.class, HyperparameterOptions.Refined.class)),
    COMMAND("Options", Set.of()),
    OUTPUT("Output", Set.of(FigureFormatOption.class)),
    COMPUTING("Computing", Set.of(DeviceOptions.class)),
    HELP("Help", Set.of());

    private final String title;
    private final Set<Class<?>> groups;

    Subject(String title, Set<Class<?>> groups) {
      this.title = title;
      this.groups = groups;
    }
  }

  /** Names options that commands have each for itself, and yet are about the same. */
  private static final Map<String, Subject> OWN =
      Map.ofEntries(
          Map.entry("--out", Subject.OUTPUT),
          Map.entry("--format", Subject.OUTPUT),
          Map.entry("--figure", Subject.OUTPUT),
          Map.entry("--json", Subject.OUTPUT),
          Map.entry("--quiet", Subject.OUTPUT),
          Map.entry("--worst", Subject.OUTPUT),
          Map.entry("--from", Subject.TRAINING),
          Map.entry("--resume", Subject.TRAINING),
          Map.entry("--checkpoint-every", Subject.TRAINING),
          Map.entry("--help", Subject.HELP),
          Map.entry("--version", Subject.HELP));

  private HelpPage(CommandSpec command) {
    super(command, Help.defaultColorScheme(Ansi.OFF));
  }

  /** Lays out the help of a command. */
  public static Help of(CommandSpec command) {
    return new HelpPage(command);
  }

  @Override
  public String optionList() {
    Map<Subject, List<OptionSpec>> bySubject = new LinkedHashMap<>();
    for (Subject each : Subject.values()) {
      bySubject.put(each, new ArrayList<>());
    }
    commandSpec().options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> bySubject.get(subject(option)).add(option));
    return bySubject.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(
            each ->
                "%n%s:%n".formatted(each.getKey().title)
                    + each.getValue().stream().map(HelpPage::line).collect(Collectors.joining()))
        .collect(
            Collectors.joining(
                "", "", commandSpec().subcommands().isEmpty() ? "" : System.lineSeparator()));
  }

  private static Subject subject(OptionSpec option) {
    Subject own = OWN.get(option.longestName());
    if (own != null) {
      return own;
    }
    Class<?> group =
        option.userObject() instanceof Member member ? member.getDeclaringClass() : null;
    return Arrays.stream(Subject.values())
        .filter(each -> each.groups.contains(group))
        .findFirst()
        .orElse(Subject.COMMAND);
  }

  private static String line(OptionSpec option) {
    String names = "  " + String.join(", ", option.names());
    if (option.negatable()) {
      names = names.replace("--", "--[no-]");
    }
    if (option.arity().max() > 0) {
      names += "=" + option.paramLabel();
    }
    String text = String.join(" ", option.description());
    String separator = System.lineSeparator();
    String indent = " ".repeat(INDENT);
    String body = String.join(separator + indent, wrapped(text, WIDTH - INDENT)) + separator;
    return names.length() < INDENT
        ? names + " ".repeat(INDENT - names.length()) + body
        : names + separator + indent + body;
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
