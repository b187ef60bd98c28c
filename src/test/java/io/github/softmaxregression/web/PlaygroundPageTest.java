package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.softmaxregression.Await;
import io.github.softmaxregression.CommandLine;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.training.Progress;
import io.github.softmaxregression.training.TrainingSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The playground in a real browser. */
class PlaygroundPageTest {
  private static RunningServer server;
  private static Chromium chromium;
  private static PlaygroundPage page;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    if (Chromium.program().isEmpty()) {
      assertThat(System.getenv("CI")).as("no Chromium").isNull();
      assumeTrue(false, "no Chromium");
    }
    server = RunningServer.withPlayground(RunningServer.limits(64, 100, 30));
    chromium = Chromium.start();
    page = new PlaygroundPage(chromium);
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
    page.open(server.address());
  }

  @AfterEach
  void nothingIsWrongAndNothingComesFromElsewhere() {
    page.click("#pause");
    assertThat(chromium.errors()).isEmpty();
    assertThat(chromium.requests())
        .allMatch(url -> url.startsWith(server.address()) || url.startsWith("blob:"));
    assertThat(server.complaints()).isEmpty();
  }

  /** What stands on the page is what the command gets with the same settings. */
  @Test
  void aRunGivesTheNumbersOfTraining() throws IOException, InterruptedException {
    FashionMnist data = FashionMnist.bundled();
    Hyperparameters settings = Hyperparameters.CHAPTER.with(s -> s.epochs = 2);
    TrainingSetup setup = new TrainingSetup(ModelKind.NETWORK, settings, data.train());
    Progress expected = setup.train(Progress.START, null, data.test());

    page.set("epochs", "2");
    page.click("#start");
    page.awaitState("Done");
    chromium.await("document.querySelectorAll('#runs tr').length === 1");
    assertThat(page.text("#runs td:nth-of-type(3)"))
        .isEqualTo("%.4f".formatted(expected.lastEpoch().loss()));
    assertThat(chromium.evaluate("document.querySelector('#numbers').dataset.test").getAsString())
        .isEqualTo(String.valueOf(expected.lastEpoch().testAccuracy()));
    assertThat(chromium.evaluate("document.querySelectorAll('#epochs-rows tr').length").getAsInt())
        .isEqualTo(2);
  }

  @Test
  void aRunIsPausedAndStepped() throws InterruptedException {
    page.click("#step");
    page.awaitState("Paused");
    page.awaitMinibatch(1);
    page.click("#step");
    page.awaitMinibatch(2);
    page.click("#another");
    chromium.await("document.querySelector('#bars .best')");
    page.click("#start");
    page.awaitState("Learning");
    page.click("#pause");
    page.awaitState("Paused");
    page.click("#reset");
    page.awaitMinibatch(0);
    page.click("#clear");
    assertThat(chromium.evaluate("document.querySelector('#bars .best') === null").getAsBoolean())
        .isTrue();
  }

  @Test
  void twoRunsAreCompared() throws InterruptedException {
    page.set("images", "1000");
    page.set("epochs", "2");
    page.set("kind", "BOTH");
    assertThat(chromium.evaluate("document.querySelector('#optimizer').disabled").getAsBoolean())
        .isTrue();
    page.click("#start");
    chromium.await("document.querySelector('#comparison').textContent.includes('Largest')");
    assertThat(page.text("#comparison"))
        .contains("Run 1 (solid) and run 2 (dashed) differ in: model Deeplearning4j and by hand.")
        .containsPattern("Largest difference of a weight: (none|\\d\\.\\de-([5-9]|1\\d))\\.");

    page.set("kind", "NETWORK");
    page.set("learningRate", "-2");
    page.click("#start");
    chromium.await("document.querySelectorAll('#runs tr').length === 3");
    page.awaitState("Done");
    page.click("#runs tr:nth-child(1) input");
    page.click("#runs tr:nth-child(3) input");
    chromium.await("document.querySelector('#comparison').textContent.includes('run 3')");
    assertThat(page.text("#comparison")).contains("differ in: learning rate 0.1 and 0.01.");
    page.click("#runs tr:nth-child(3) button");
    chromium.await("document.querySelector('#state').textContent.includes('Shown is run 1.')");
  }

  @Test
  void aRunIsKeptAndVerified() throws IOException, InterruptedException {
    chromium.downloadTo(folder);
    page.set("images", "1000");
    page.set("wrongLabels", "0.25");
    page.set("epochs", "2");
    page.click("#start");
    page.awaitState("Done");
    page.click("#runs tr td:last-child button");
    page.set("keep-name", "../../etc");
    page.click("#keep [type=submit]");
    assertThat(chromium.evaluate("document.querySelector('#keep').open").getAsBoolean())
        .as("a name that is none")
        .isTrue();
    page.set("keep-name", "wrong labels");
    page.click("#keep [type=submit]");
    Path zip = folder.resolve("wrong labels.zip");
    Await.until("a download", () -> Files.exists(zip));
    chromium.await("document.querySelector('#runs td:last-child').textContent === 'Kept'");
    assertThat(CommandLine.run("verify", zip).out())
        .contains("the first 1000 images, 0.25 of the labels wrong")
        .contains("all 7,850 parameters are the same");
  }

  /** A person has one run: what is begun in a second tab ends that of the first, which says so. */
  @Test
  void twoTabsAreOneVisitor() throws InterruptedException {
    page.set("epochs", "100");
    page.click("#start");
    page.awaitState("Learning");
    try (Chromium tab = chromium.tab()) {
      PlaygroundPage second = new PlaygroundPage(tab);
      second.open(server.address());
      second.set("images", "1000");
      second.click("#start");
      second.awaitState("Done");
      chromium.call("Page.bringToFront", Map.of()); // a tab behind others does not draw
      page.awaitState("Stopped: another run of yours has begun.");
      assertThat(tab.errors()).isEmpty();
    }
    page.set("images", "1000");
    page.set("epochs", "1");
    page.click("#start");
    page.awaitState("Done");
  }

  /** Ends the run of a closed tab after the time that a run may go unseen. */
  @Test
  void aClosedTabEndsItsRun() throws IOException, InterruptedException {
    try (RunningServer impatient =
        RunningServer.withPlayground(RunningServer.limits(64, 100, 30), Duration.ofSeconds(2))) {
      try (Chromium tab = chromium.tab()) {
        PlaygroundPage closed = new PlaygroundPage(tab);
        closed.open(impatient.address());
        closed.click("#step");
        closed.awaitMinibatch(1);
        Thread.sleep(3000);
        assertThat(impatient.get("/metrics").body()).contains("playground_runs 1");
        tab.evaluate("window.fetch = () => Promise.reject()"); // as when it crashes
      }
      Await.until(
          "the end of the run",
          () -> impatient.get("/metrics").body().contains("playground_runs 0"));
      assertThat(impatient.complaints()).isEmpty();
    }
  }

  /** The page says that the server has gone, and goes on when it is there again. */
  @Test
  void theServerIsStoppedInTheMiddle() throws IOException, InterruptedException {
    RunningServer stopped = RunningServer.withPlayground(RunningServer.limits(64, 100, 30));
    try (Chromium tab = chromium.tab()) {
      PlaygroundPage left = new PlaygroundPage(tab);
      left.open(stopped.address());
      left.set("epochs", "100");
      left.click("#start");
      left.awaitState("Learning");
      stopped.close();
      left.awaitState("Stopped: the server stops.");
      left.click("#start");
      tab.await("!document.querySelector('#message').hidden");
      assertThat(left.text("#message"))
          .isEqualTo("The server does not answer; is it still running?");
      assertThat(stopped.complaints()).isEmpty();
    } finally {
      stopped.close();
    }
  }

  /** Every link of the page leads to a page, and to a place in it. */
  @Test
  void linksLeadToWhatTheyName() {
    String hrefs =
        "[...new Set([...document.querySelectorAll('a[href^=\"/\"]')]"
            + ".map(each => each.getAttribute('href')))]";
    chromium
        .evaluate(hrefs)
        .getAsJsonArray()
        .forEach(
            each -> {
              String[] link = each.getAsString().split("#");
              var response = server.get(link[0]);
              assertThat(response.statusCode()).as("%s", each).isEqualTo(200);
              String place = link.length == 1 ? "<body>" : "id=\"" + link[1] + "\"";
              assertThat(response.body().contains(place)).as("%s", each).isTrue();
            });
    assertThat(server.get("/notebooks/..%2Findex.html").statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(server.get("/notebooks/10-nothing.html").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void everybodyCanUseIt(int width, boolean dark) throws IOException, InterruptedException {
    chromium.look(width, 900, dark);
    chromium.evaluate(PageTest.axe());
    assertNothingFound(width, "new");
    page.set("epochs", "1");
    page.click("#step");
    page.awaitMinibatch(1);
    assertNothingFound(width, "paused");
    page.click("#start");
    page.awaitState("Done");
    page.set("images", "1000");
    page.set("kind", "UNSTABLE");
    page.set("weightStdDev", "1");
    page.click("#start");
    page.awaitState("Diverged");
    page.click("#runs tr:nth-child(1) input");
    page.click("#runs tr:nth-child(2) input");
    chromium.await("!document.querySelector('#comparison').hidden");
    chromium.evaluate("document.querySelector('details').open = true");
    page.set("batchSize", "1001");
    page.set("images", "900");
    assertNothingFound(width, "compared, with a message");
    page.click("#runs tr:nth-child(2) td:last-child button");
    assertNothingFound(width, "to be kept");
  }

  private static void assertNothingFound(int width, String state) {
    assertThat(chromium.evaluate("document.documentElement.scrollWidth").getAsInt())
        .as(state)
        .isLessThanOrEqualTo(width);
    assertThat(chromium.evaluate(PageTest.FINDINGS).getAsJsonArray()).as(state).isEmpty();
  }
}
