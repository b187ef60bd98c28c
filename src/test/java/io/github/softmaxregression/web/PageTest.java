package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.softmaxregression.Await;
import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.FashionMnist;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser; skipped where there is none, but never where CI is set. */
class PageTest {
  /** Gives what axe-core objects to. */
  static final String FINDINGS =
      """
      axe.run().then(result => result.violations
        .map(each => `${each.impact} ${each.id}: ${each.nodes.map(node => node.html).join(" ")}`))
      """;

  private static RunningServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeBrowser();
    server = RunningServer.start(RunningServer.limits(64, 100, 30));
    chromium = Chromium.start();
  }

  static void assumeBrowser() {
    if (Chromium.program().isEmpty()) {
      String loud = "NO CHROMIUM: the page is NOT tested; install Debian's package chromium";
      System.err.println(loud);
      assertThat(System.getenv("CI")).as(loud).isNull();
      assumeTrue(false, loud);
    }
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
    chromium.open(server.address());
    chromium.await("document.querySelectorAll('#test-images img').length >= 20");
  }

  @AfterEach
  void nothingIsWrongAndNothingComesFromElsewhere() {
    assertThat(chromium.errors()).isEmpty();
    assertThat(chromium.requests())
        .hasSizeGreaterThan(10)
        .allMatch(url -> url.startsWith(server.address()));
    assertThat(server.complaints()).isEmpty();
  }

  private static String text(String selector) {
    return chromium
        .evaluate("document.querySelector(" + quoted(selector) + ").textContent")
        .getAsString();
  }

  private static String quoted(String text) {
    return new JsonPrimitive(text).toString();
  }

  /** Test image 2 is a pair of trousers, and recognised as such. */
  @Test
  void aTestImageIsNamed() throws InterruptedException {
    chromium.evaluate("document.querySelectorAll('#test-images button')[2].click()");
    chromium.await("document.querySelector('#words strong')?.textContent === 'trouser'");

    assertThat(text("#words")).contains(">\u00a099.9\u00a0%, surely").contains("Its label agrees.");
    assertThat(text("#bars .best")).isEqualTo("trouser>\u00a099.9\u00a0%");
    assertThat(text("#weights-caption")).isEqualTo("the weights of trouser");
    assertThat(text("#why-words")).contains("for trouser").contains("its score is");
    chromium.evaluate("document.querySelectorAll('#bars button')[6].click()");
    assertThat(text("#weights-caption")).isEqualTo("the weights of shirt");
  }

  /** The place of the canvas on the screen: x, y, width, height. */
  private static double[] canvas() {
    JsonArray box =
        JsonParser.parseString(
                chromium
                    .evaluate(
                        "(b => JSON.stringify([b.x, b.y, b.width, b.height]))("
                            + "document.querySelector('#sketch').getBoundingClientRect())")
                    .getAsString())
            .getAsJsonArray();
    return box.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  /** A thick upright stroke is most of all like trousers or a dress, whatever else. */
  private static void awaitUprightStroke() throws InterruptedException {
    chromium.await("/trouser|dress/.test(document.querySelector('#words strong')?.textContent)");
    assertThat(text("#seen-caption")).isEqualTo("what the network sees: 28 × 28");
    assertThat(number("document.querySelectorAll('#similar-images canvas[aria-label]').length"))
        .isEqualTo(4);
  }

  @Test
  void aDrawingIsNamed() throws InterruptedException {
    chromium.evaluate("document.querySelector('#brush').value = 60");
    double[] box = canvas();
    double x = box[0] + box[2] / 2;
    chromium.mouse("mousePressed", x, box[1] + 0.15 * box[3]);
    for (int i = 2; i <= 8; i++) {
      chromium.mouse("mouseMoved", x, box[1] + i / 10.0 * box[3]);
    }
    chromium.mouse("mouseReleased", x, box[1] + 0.8 * box[3]);
    awaitUprightStroke();

    chromium.evaluate("document.querySelector('#clear').click()");
    assertThat(chromium.evaluate("document.querySelector('.drawn') === null").getAsBoolean())
        .isTrue();
  }

  /** On a phone a stroke must draw, not scroll the page away under the finger. */
  @Test
  void aFingerDraws() throws InterruptedException {
    chromium.look(390, 900, false);
    chromium.call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    chromium.evaluate("document.querySelector('#brush').value = 60");
    chromium.evaluate("document.querySelector('#sketch').scrollIntoView()");
    double scrolled = chromium.evaluate("scrollY").getAsDouble();
    double[] box = canvas();
    double x = box[0] + box[2] / 2;
    touch("touchStart", List.of(Map.of("x", x, "y", box[1] + 0.8 * box[3])));
    for (int i = 7; i >= 2; i--) {
      touch("touchMove", List.of(Map.of("x", x, "y", box[1] + i / 10.0 * box[3])));
    }
    touch("touchEnd", List.of());
    awaitUprightStroke();
    assertThat(chromium.evaluate("scrollY").getAsDouble()).isEqualTo(scrolled);
    assertThat(text("#brief"))
        .as("in sight below the drawing")
        .matches("(trouser|dress), .+: see why");
    assertThat(number("document.querySelector('#brief').getBoundingClientRect().bottom"))
        .isLessThan(900);
    chromium.call("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
  }

  private static void touch(String type, List<Map<String, Double>> points) {
    chromium.call("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }

  @Test
  void aDrawingCanBeMadeByKeyboard() throws InterruptedException {
    chromium.evaluate("document.querySelector('#sketch').focus()");
    for (String key : new String[] {" ", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowLeft", " "}) {
      chromium.call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key));
      chromium.call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }
    chromium.await("document.querySelector('#words strong')");
  }

  /** Drops or pastes a file, as a browser would tell the page of it. */
  private static void give(String event, String name, String content) {
    chromium.evaluate(
        """
        (async () => {
          const data = new DataTransfer();
          data.items.add(new File([%s], %s, { type: "image/png" }));
          const event = %s === "drop"
            ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
          document.body.dispatchEvent(event);
        })()
        """
            .formatted(content, quoted(name), quoted(event)));
  }

  @Test
  void aBadFileIsNamedAndAGoodOneMakesUpForIt() throws InterruptedException {
    chromium.evaluate("document.querySelector('#test-images button').click()");
    chromium.await("document.querySelector('#words strong')");
    give("drop", "letter.png", "'hello'");
    chromium.await("!document.querySelector('#message').hidden");
    assertThat(text("#message")).startsWith("letter.png: found no picture that is known");
    assertThat(number("document.querySelectorAll('#words strong, #bars li').length"))
        .as("of an answer to another picture")
        .isZero();
    // The browser itself notes every answer that is an error: this one is meant.
    Await.until("an error", () -> !chromium.errors().isEmpty());
    assertThat(chromium.errors()).hasSize(1).allMatch(each -> each.contains("422"));
    chromium.forgetErrors();

    String ankleBoot = "await (await fetch('/api/test-images/0')).blob()";
    for (String event : new String[] {"drop", "paste"}) {
      chromium.evaluate("document.querySelector('#words').replaceChildren()");
      give(event, "boot.png", ankleBoot);
      chromium.await("document.querySelector('#words strong')?.textContent === 'ankle boot'");
      assertThat(chromium.evaluate("document.querySelector('#message').hidden").getAsBoolean())
          .isTrue();
    }
  }

  @Test
  void aChosenFileIsNamed(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("trouser.png");
    Files.write(file, Pictures.png(FashionMnist.bundled().test(), 2));
    int document =
        chromium.call("DOM.getDocument", Map.of()).getAsJsonObject("root").get("nodeId").getAsInt();
    int input =
        chromium
            .call("DOM.querySelector", Map.of("nodeId", document, "selector", "#file"))
            .get("nodeId")
            .getAsInt();
    chromium.call(
        "DOM.setFileInputFiles", Map.of("nodeId", input, "files", List.of(file.toString())));
    chromium.await("document.querySelector('#words strong')?.textContent === 'trouser'");
  }

  @Test
  void onAPhoneTheAnswerComesIntoSight() throws InterruptedException {
    chromium.look(390, 844, false);
    chromium.evaluate("document.querySelector('#file').scrollIntoView()");
    giveDiscAndBar();
    Await.until(
        "the answer",
        () -> number("document.querySelector('#words').getBoundingClientRect().bottom") < 844);
    assertThat(number("document.querySelector('#words').getBoundingClientRect().top")).isPositive();
  }

  /** Drops a picture of a black disc at the left and a grey bar at the right, on white. */
  private static void giveDiscAndBar() throws InterruptedException {
    give(
        "drop",
        "disc.png",
        """
        await (canvas => {
          canvas.width = 400;
          canvas.height = 300;
          const context = canvas.getContext("2d");
          context.fillStyle = "#fff";
          context.fillRect(0, 0, 400, 300);
          context.fillStyle = "#000";
          context.beginPath();
          context.arc(100, 150, 60, 0, 7);
          context.fill();
          context.fillStyle = "#888";
          context.fillRect(280, 60, 60, 180);
          return new Promise(done => canvas.toBlob(done));
        })(document.createElement("canvas"))""");
    chromium.await("document.querySelector('#found .outline')");
  }

  private static double number(String expression) {
    return chromium.evaluate(expression).getAsDouble();
  }

  /** A side of a rectangle on the picture: x, y, width or height, in shares of it. */
  private static double side(String kind, String name) {
    String found = "Number(document.querySelector('#found .%s').getAttribute('%s'))";
    return number(found.formatted(kind, name));
  }

  private static void mouseAt(String type, double x, double y) {
    String place = "document.querySelector('#found').getBoundingClientRect()";
    double left = number(place + ".x") + x * number(place + ".width");
    chromium.mouse(type, left, number(place + ".y") + y * number(place + ".height"));
  }

  private static void awaitWidth(String kind, double least, double most)
      throws InterruptedException {
    String width =
        "[document.querySelector('#found .%s')?.getAttribute('width')].some(w => w > %s && w < %s)";
    chromium.await(width.formatted(kind, least, most));
  }

  @Test
  void whatWasFoundLiesOnThePictureAndABoxCanBeDrawn() throws InterruptedException {
    giveDiscAndBar();
    assertThat(side("box", "x")).isCloseTo(0.1, within(0.01));
    assertThat(side("box", "width")).isCloseTo(0.75, within(0.02));
    assertThat(number("document.querySelector('#picture').width")).isEqualTo(400);
    assertThat(text("#given-caption")).startsWith("outlined: what was taken");

    chromium.evaluate("document.querySelector('#found').scrollIntoView({ block: 'center' })");
    mouseAt("mousePressed", 0.6, 0.1);
    mouseAt("mouseMoved", 0.8, 0.7);
    mouseAt("mouseMoved", 0.95, 0.9);
    mouseAt("mouseReleased", 0.95, 0.9);
    awaitWidth("box", 0.13, 0.17); // of the bar alone
    assertThat(side("box", "x")).isCloseTo(0.7, within(0.01));
    assertThat(side("drawn", "x")).isCloseTo(0.6, within(0.01));

    chromium.evaluate("document.querySelector('#automatic').click()");
    awaitWidth("box", 0.7, 0.8);
    assertThat(chromium.evaluate("document.querySelector('#automatic').hidden").getAsBoolean())
        .isTrue();
    chromium.evaluate("document.querySelector('#test-images button').click()");
    chromium.await("document.querySelector('#given').hidden");
  }

  @Test
  void theBoxCanBeMovedByKeyboard() throws InterruptedException {
    giveDiscAndBar();
    chromium.evaluate("document.querySelector('#found').focus()");
    double width = side("box", "width");
    for (int i = 0; i < 15; i++) { // with shift: the right side to the left
      key("ArrowLeft", 8);
    }
    key("ArrowUp", 0);
    awaitWidth("box", 0.29, 0.31); // of the disc alone
    assertThat(side("drawn", "width")).isCloseTo(width - 0.3, within(0.001));
    assertThat(side("drawn", "y")).isCloseTo(0.18, within(0.01));
  }

  private static void key(String key, int modifiers) {
    for (String type : new String[] {"keyDown", "keyUp"}) {
      chromium.call(
          "Input.dispatchKeyEvent", Map.of("type", type, "key", key, "modifiers", modifiers));
    }
  }

  @Test
  void aCellOfTheConfusionMatrixOpensItsImages() throws InterruptedException {
    assertThat(text(".accuracy")).startsWith("84.9").contains("±");
    chromium.evaluate(
        "document.querySelector('[aria-label=\"88 of t-shirt taken for shirt\"]').click()");
    chromium.await("document.querySelectorAll('#cell[open] img').length === 88");
    assertThat(text("#cell-title")).isEqualTo("88 of t-shirt, taken for shirt");
    chromium.evaluate("document.querySelector('#cell-images button').click()");
    chromium.await("document.querySelector('#words strong')?.textContent === 'shirt'");
    assertThat(text("#words")).contains("Its label says t-shirt.");
    assertThat(chromium.evaluate("document.querySelector('#cell').open").getAsBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void everybodyCanUseIt(int width, boolean dark) throws IOException, InterruptedException {
    chromium.look(width, 900, dark);
    chromium.evaluate("document.querySelector('#test-images button').click()");
    chromium.await("document.querySelector('#words strong')");
    giveDiscAndBar();
    assertThat(chromium.evaluate("document.documentElement.scrollWidth").getAsInt())
        .as("nothing sticks out at the side")
        .isLessThanOrEqualTo(width);
    chromium.evaluate(axe());
    assertThat(chromium.evaluate(FINDINGS).getAsJsonArray()).isEmpty();
  }

  /** The library puts itself into the window; its own value cannot be handed over. */
  static String axe() throws IOException {
    try (InputStream in = PageTest.class.getResourceAsStream("/axe-core/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + ";0";
    }
  }
}
