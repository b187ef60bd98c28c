package io.github.softmaxregression.report;

import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A model card in Markdown (Mitchell et al., arXiv 1810.03993): what models are, how they were
 * made, how good they are and what they are not good for. Of one or more models for the same
 * classes.
 *
 * @param names of the models
 * @param reports what is known of each, in the same order
 */
public record ModelCard(List<String> names, List<RunReport> reports) {
  private static final String WHAT_FOR =
      """
      ## What they are for, and what not

      For learning how such a model works, as a baseline, and as zips to try a program with. They were
      made for pictures like those of Fashion-MNIST: one piece of clothing, upright, bright on black, all
      of it to be seen, shoes with the toe to the left. A linear layer weighs pixels one by one: what is
      shifted, turned, mirrored or dark on white looks to it like something else, and it names a class
      for anything, with a probability, an empty picture too. Shirts, pullovers, coats and t-shirts are
      mixed up most. The pictures are a shop's: how people dress elsewhere is not in them.
      """;

  private static final String DATA =
      """
      ## Data

      Fashion-MNIST (H. Xiao, K. Rasul, R. Vollgraf, arXiv 1708.07747), © 2017 Zalando SE, MIT licence: the
      whole training set; the test set only to measure with. The zips themselves are under the program's
      licence, Apache 2.0. SHA-256 of the uncompressed files:

      """;

  /** The text. */
  public String markdown() {
    StringBuilder text = new StringBuilder("<!-- Written by the command card. -->\n\n# Models\n\n");
    text.append(
        "Each is one softmax layer that takes pixels / 255, row by row, and gives a probability");
    text.append(" to each of %d classes.\n\n".formatted(reports.get(0).classes().size()));
    row(text, "", names);
    row(text, "---", names.stream().map(name -> "---").toList());
    facts(text);
    text.append('\n').append(WHAT_FOR);
    text.append(
        "\n## Class by class\n\nShare of its test images that a class is given (recall), and share");
    text.append(" of those given to it that belong there (precision).\n\n");
    classes(text);
    text.append('\n').append(DATA);
    row(text, "file", List.of("SHA-256"));
    row(text, "---", List.of("---"));
    reports
        .get(0)
        .provenance()
        .data()
        .sha256()
        .forEach((file, digest) -> row(text, file, List.of("`" + digest + "`")));
    return text.toString();
  }

  private void facts(StringBuilder text) {
    fact(text, "test accuracy", report -> "%.4f".formatted(report.accuracy()));
    fact(
        text,
        "95 % confidence",
        report -> "%.4f to %.4f".formatted(report.lower(), report.upper()));
    fact(text, "mean cross-entropy", report -> "%.4f".formatted(report.meanLoss()));
    fact(
        text,
        "expected calibration error",
        report -> "%.4f".formatted(report.calibration().expectedError()));
    fact(text, "settings", report -> report.provenance().settings());
    fact(text, "epochs", report -> String.valueOf(report.provenance().epochs().size()));
    fact(
        text,
        "test images were looked at",
        report ->
            report.testedOnce() ? "once, at the end" : "after each epoch, nothing chosen by them");
    fact(
        text,
        "made by",
        report ->
            report.provenance().hyperparameters() == null
                ? "Spark"
                : "`train%s`".formatted(recipeOf(report)));
    fact(text, "made", report -> report.provenance().created());
    fact(
        text,
        "with",
        report ->
            String.join(
                ", ",
                report.provenance().versions().entrySet().stream()
                    .map(version -> version.getKey() + " " + version.getValue())
                    .toList()));
    fact(text, "on", report -> report.provenance().backend());
  }

  private void fact(StringBuilder text, String name, Function<RunReport, String> value) {
    row(text, name, reports.stream().map(value).toList());
  }

  private void classes(StringBuilder text) {
    List<String> head =
        names.stream().flatMap(name -> Stream.of(name + ": recall", "precision")).toList();
    row(text, "class", head);
    row(text, "---", head.stream().map(cell -> "---").toList());
    for (int label = 0; label < reports.get(0).classes().size(); label++) {
      List<String> cells = new ArrayList<>();
      for (RunReport report : reports) {
        cells.add(share(report.classes().get(label).recall()));
        cells.add(share(report.classes().get(label).precision()));
      }
      row(text, reports.get(0).classes().get(label).name(), cells);
    }
  }

  private static String share(Double value) {
    return value == null ? "-" : "%.3f".formatted(value);
  }

  /** The options with which {@code train} makes a model of these settings, if a recipe has them. */
  private static String recipeOf(RunReport report) {
    Hyperparameters settings = report.provenance().hyperparameters();
    return Stream.of(Preset.values())
        .filter(recipe -> recipe.settings().equals(settings))
        .map(recipe -> " --recipe " + recipe.name().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse(" with settings of its own");
  }

  private static void row(StringBuilder text, String first, List<String> cells) {
    text.append("| ").append(first).append(" | ").append(String.join(" | ", cells)).append(" |\n");
  }
}
