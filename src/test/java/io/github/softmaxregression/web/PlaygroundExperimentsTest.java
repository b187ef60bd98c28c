package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The playground's experiments, each run to its end in a real browser. */
@Tag("long")
class PlaygroundExperimentsTest {
  /** Finds what was measured: shares in hundredths of a per cent, losses in ten-thousandths. */
  private static final Pattern MEASURED = Pattern.compile("\\d+\\.\\d\\d %|\\d+\\.\\d{4}");

  private static final String GUESSING = "2.3026"; // log 10

  /** A row of the table of runs. */
  private record Row(double loss, double training, double test) {}

  /** What each statement claims beside its numbers, by the experiment's title. */
  private static final Map<String, Predicate<List<Row>>> CLAIMS =
      Map.ofEntries(
          Map.entry("The chapter's settings", rows -> rows.get(0).test > 0.81),
          Map.entry(
              "A rate of almost nothing",
              rows -> rows.get(0).loss < 2.3026 && rows.get(0).loss > 1.5),
          Map.entry("A rate too large", rows -> rows.get(0).loss > 2.3026),
          Map.entry("One image at a time", rows -> rows.get(0).test > 0.75),
          Map.entry("All images at once", rows -> rows.get(0).loss > 1),
          Map.entry(
              "A hundred images", rows -> rows.get(0).training > 0.99 && rows.get(0).test < 0.75),
          Map.entry(
              "Half of the labels wrong",
              rows ->
                  rows.get(0).training < 0.5
                      && rows.get(0).test > 0.75
                      && rows.get(1).test > rows.get(0).test + 0.01),
          Map.entry("Weights begun at 10", rows -> rows.get(0).loss > 2.3026),
          Map.entry("Pixels not scaled", rows -> rows.get(0).loss > 100),
          Map.entry("Softmax that is not stable", rows -> Double.isNaN(rows.get(1).loss)),
          Map.entry(
              "By hand beside the library",
              rows ->
                  Math.abs(rows.get(0).loss - rows.get(1).loss) < 1e-3
                      && Math.abs(rows.get(0).test - rows.get(1).test) < 1e-3));

  @Test
  void eachExperimentSaysWhatItsRunsHaveShown() throws IOException, InterruptedException {
    if (Chromium.program().isEmpty()) {
      assertThat(System.getenv("CI")).as("no Chromium").isNull();
      assumeTrue(false, "no Chromium");
    }
    try (RunningServer server = RunningServer.withPlayground(RunningServer.limits(64, 100, 30));
        Chromium chromium = Chromium.start()) {
      PlaygroundPage page = new PlaygroundPage(chromium);
      chromium.look(1280, 900, false);
      page.open(server.address());
      int count = chromium.evaluate("document.querySelectorAll('article').length").getAsInt();
      assertThat(count).isEqualTo(CLAIMS.size());
      for (int i = 1; i <= count; i++) {
        page.open(server.address());
        String article = "#experiments article:nth-child(%d)".formatted(i);
        page.click(article + " button");
        chromium.await(
            "document.querySelector('%s .outcome').textContent !== ''".formatted(article));
        String title = page.text(article + " h3");
        String statement = page.text(article + " .outcome").replace('\u00a0', ' ');
        String numbers = (page.text("#runs") + page.text("#epochs-rows")).replace('\u00a0', ' ');
        assertThat(statement).doesNotContain("NaN", "undefined", "null");
        Matcher measured = MEASURED.matcher(statement);
        int found = 0;
        while (measured.find()) {
          found++;
          assertThat(numbers + GUESSING).as(title).contains(measured.group());
        }
        assertThat(found).as(title).isPositive();
        assertThat(CLAIMS.get(title).test(rows(chromium))).as("%s: %s", title, numbers).isTrue();
        assertThat(chromium.errors()).isEmpty();
      }
      assertThat(server.complaints()).isEmpty();
    }
  }

  /** The oldest first. */
  private static List<Row> rows(Chromium chromium) {
    JsonArray cells =
        chromium
            .evaluate(
                "[...document.querySelectorAll('#runs tr')].reverse().map(row =>"
                    + " [3, 4, 5].map(i => row.cells[i].textContent))")
            .getAsJsonArray();
    List<Row> rows = new ArrayList<>();
    cells.forEach(
        each -> {
          JsonArray row = each.getAsJsonArray();
          rows.add(
              new Row(
                  number(row.get(0).getAsString()),
                  number(row.get(1).getAsString()) / 100,
                  number(row.get(2).getAsString()) / 100));
        });
    return rows;
  }

  private static double number(String text) {
    String digits = text.replaceAll("[^\\d.]", "");
    return digits.isEmpty() ? Double.NaN : Double.parseDouble(digits);
  }
}
