package io.github.softmaxregression.report;

import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.PublishedDataSet;
import io.github.softmaxregression.evaluation.EvaluationReport.ClassRow;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Preset;
import io.github.softmaxregression.store.Provenance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a model card in Markdown (Mitchell et al., arXiv 1810.03993) of one or more models for the
 * same classes: what they are, how they were made, how good they are and what they are not good
 * for.
 *
 * @param names of the models
 * @param reports what is known of each, in the same order
 * @param measured where the test images are from
 */
public record ModelCard(List<String> names, List<RunReport> reports, String measured) {
  private static final String ONCE = "once, at the end";
  private static final String EACH_EPOCH = "after each epoch, nothing chosen by them";

  /**
   * Writes the text, without figures.
   *
   * @see #markdown(List)
   */
  public String markdown() {
    return markdown(List.of());
  }

  /**
   * Writes the text, behind the header that the Hugging Face Hub reads.
   *
   * @param figures names of files beside the card, each of which it shows
   */
  public String markdown(List<String> figures) {
    RunReport first = reports.get(0);
    Table digests = new Table().row("file", "SHA-256");
    Map<String, String> sha256 = first.provenance().data().sha256();
    sha256.forEach((file, digest) -> digests.row(text(file), "`" + code(digest) + "`"));
    boolean fashion =
        reports.stream()
            .map(report -> report.provenance().data().sha256().values())
            .allMatch(PublishedDataSet::isFashionMnist);
    int count = first.classes().size();
    Provenance.Data data = first.provenance().data();
    String header = new HubHeader(names, reports, fashion ? null : measured).yaml();
    String shown =
        figures.stream()
            .map(each -> "![%s](%s)\n\n".formatted(text(each), address(each)))
            .collect(Collectors.joining());
    String classTable = shown + classes().markdown();
    return fashion
        ? header
            + Resource.text(ModelCard.class, "card.md")
                .formatted(count, facts().markdown(), classTable, digests.markdown())
        : header
            + Resource.text(ModelCard.class, "card-own.md")
                .formatted(
                    count,
                    first.testImages(),
                    text(measured),
                    facts().markdown(),
                    classTable,
                    data.trainingImages(),
                    text(data.location()),
                    digests.markdown());
  }

  private static String address(String file) {
    return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Table facts() {
    Table facts = new Table().row("", names.stream().map(ForeignText::markdown));
    fact(facts, "test accuracy", report -> number(report.accuracy()));
    fact(facts, "95 % confidence", r -> "%.4f to %.4f".formatted(r.lower(), r.upper()));
    fact(facts, "mean cross-entropy", report -> number(report.meanLoss()));
    fact(facts, "expected calibration error", r -> number(r.calibration().expectedError()));
    made(facts, "settings", made -> text(made.settings()));
    made(facts, "learned from", ModelCard::learnedFrom);
    if (reports.stream().anyMatch(report -> report.provenance().from() != null)) {
      made(facts, "went on from", ModelCard::origin);
    }
    made(facts, "epochs", made -> String.valueOf(made.epochs().size()));
    fact(facts, "test images were looked at", report -> report.testedOnce() ? ONCE : EACH_EPOCH);
    made(facts, "made by", ModelCard::command);
    made(facts, "made", made -> text(made.created()));
    made(facts, "with", made -> text(versions(made)));
    made(facts, "on", made -> text(made.backend()));
    return facts;
  }

  private void fact(Table facts, String name, Function<RunReport, String> value) {
    facts.row(name, reports.stream().map(value));
  }

  private void made(Table facts, String name, Function<Provenance, String> value) {
    fact(facts, name, value.compose(RunReport::provenance));
  }

  private static String number(double value) {
    return "%.4f".formatted(value);
  }

  private Table classes() {
    Table table = new Table();
    table.row(
        "class", names.stream().flatMap(name -> Stream.of(text(name) + ": recall", "precision")));
    List<ClassRow> classes = reports.get(0).classes();
    for (int i = 0; i < classes.size(); i++) {
      int label = i;
      Stream<ClassRow> rows = reports.stream().map(report -> report.classes().get(label));
      Stream<Double> shares = rows.flatMap(row -> Stream.of(row.recall(), row.precision()));
      table.row(text(classes.get(i).name()), shares.map(share -> Table.number("%.3f", share)));
    }
    return table;
  }

  /** Names the images, and what a run of the playground has changed. */
  private static String learnedFrom(Provenance made) {
    String location = made.data().location();
    return "%,d images (%s)".formatted(made.data().trainingImages(), text(location));
  }

  private static String origin(Provenance made) {
    return made.from() == null
        ? "-"
        : "%s, SHA-256 `%s`".formatted(text(made.from().name()), code(made.from().sha256()));
  }

  /** Names the command that makes such a model, if a preset does. */
  private static String command(Provenance made) {
    if (made.hyperparameters() == null) {
      return "Spark";
    }
    if (made.model() == ModelKind.SCRATCH || made.model() == ModelKind.UNSTABLE) {
      return made.model() == ModelKind.SCRATCH ? "`scratch`, by hand" : "`playground`, by hand";
    }
    return Stream.of(Preset.values())
        .filter(preset -> preset.settings().equals(made.hyperparameters()))
        .filter(preset -> made.from() == null)
        .map(preset -> "`train --preset %s`".formatted(preset.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse("`train with settings of its own`");
  }

  private static String versions(Provenance made) {
    return made.versions().entrySet().stream()
        .map(version -> version.getKey() + " " + version.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String text(String foreign) {
    return ForeignText.markdown(foreign);
  }

  private static String code(String text) {
    return ForeignText.plain(text).replace('`', '?');
  }
}
