package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The playground in a real browser. */
class PlaygroundPageTest {
  private static RunningServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    if (Chromium.program().isEmpty()) {
      assertThat(System.getenv("CI")).as("no Chromium").isNull();
      assumeTrue(false, "no Chromium");
    }
    server = RunningServer.withPlayground(RunningServer.limits(64, 100, 30));
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() throws InterruptedException {
    chromium.look(1280, 900, false);
    chromium.open(server.address() + "playground.html");
    chromium.await("document.querySelectorAll('#classes canvas').length === 10");
  }

  @AfterEach
  void nothingIsWrongAndNothingComesFromElsewhere() {
    chromium.evaluate("document.querySelector('#pause').click()");
    assertThat(chromium.errors()).isEmpty();
    assertThat(chromium.requests()).allMatch(url -> url.startsWith(server.address()));
    assertThat(server.complaints()).isEmpty();
  }

  private static void set(String id, String value) {
    chromium.evaluate("document.querySelector('#%s').value = '%s'".formatted(id, value));
  }

  private static void click(String selector) {
    chromium.evaluate("document.querySelector('%s').click()".formatted(selector));
  }

  private static String text(String selector) {
    return chromium
        .evaluate("document.querySelector('%s').textContent".formatted(selector))
        .getAsString();
  }

  private static void awaitState(String begin) throws InterruptedException {
    chromium.await(
        "document.querySelector('#state').textContent.startsWith('%s')".formatted(begin));
  }

  /** What stands on the page is what the command gets with the same settings. */
  @Test
  void aRunGivesTheNumbersOfTraining() throws IOException, InterruptedException {
    FashionMnist data = FashionMnist.bundled();
    Hyperparameters settings = Hyperparameters.CHAPTER.with(s -> s.epochs = 2);
    TrainingSetup setup = new TrainingSetup(ModelKind.NETWORK, settings, data.train());
    Progress expected = setup.train(Progress.START, null, data.test());

    set("epochs", "2");
    click("#start");
    awaitState("Done");
    chromium.await("document.querySelectorAll('#runs tr').length === 1");
    assertThat(text("#runs td:nth-of-type(3)"))
        .isEqualTo("%.4f".formatted(expected.lastEpoch().loss()));
    assertThat(chromium.evaluate("document.querySelector('#numbers').dataset.test").getAsString())
        .isEqualTo(String.valueOf(expected.lastEpoch().testAccuracy()));
  }

  @Test
  void aRunIsPausedAndStepped() throws InterruptedException {
    click("#step");
    awaitState("Paused");
    chromium.await(
        "/^minibatch1 of 235/.test(document.querySelectorAll('#numbers div')[1].textContent)");
    click("#step");
    chromium.await(
        "/^minibatch2 of/.test(document.querySelectorAll('#numbers div')[1].textContent)");
    click("#another");
    chromium.await("document.querySelector('#bars .best')");
    click("#start");
    awaitState("Learning");
    click("#pause");
    awaitState("Paused");
    click("#reset");
    chromium.await(
        "/^minibatch1 of/.test(document.querySelectorAll('#numbers div')[1].textContent)");
  }

  /** Every experiment ends with a statement that holds numbers of its run. */
  @Test
  @Tag("long")
  void eachExperimentEndsWithItsStatement() throws InterruptedException {
    int count =
        (int)
            chromium
                .evaluate("document.querySelectorAll('#experiments article').length")
                .getAsDouble();
    assertThat(count).isEqualTo(9);
    for (int i = 0; i < count; i++) {
      String article = "#experiments article:nth-child(%d)".formatted(i + 1);
      click(article + " button");
      chromium.await(
          "document.querySelector('%s .outcome').textContent.includes('%%')"
              .formatted(article.replace("'", "")));
      assertThat(text(article + " .outcome")).as("%d", i).doesNotContain("NaN", "undefined");
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void everybodyCanUseIt(int width, boolean dark) throws IOException, InterruptedException {
    chromium.look(width, 900, dark);
    set("epochs", "1");
    click("#start");
    awaitState("Done");
    assertThat(chromium.evaluate("document.documentElement.scrollWidth").getAsInt())
        .isLessThanOrEqualTo(width);
    chromium.evaluate(PageTest.axe());
    assertThat(chromium.evaluate(PageTest.FINDINGS).getAsJsonArray()).isEmpty();
  }
}
