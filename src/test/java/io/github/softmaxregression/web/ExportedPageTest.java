package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.exchange.DenseClassifier;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.exchange.Exchanged;
import io.github.softmaxregression.exchange.LayerActivation;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.photograph.PhotographKind;
import io.github.softmaxregression.photograph.RenderedPhotographs;
import io.github.softmaxregression.picture.Box;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.web.ExportedPage.Given;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that was exported, in a real browser, from a file; skipped where {@link PageTest} is. */
class ExportedPageTest {
  private static final double ROUNDING = 1e-5; // Java adds floats up, the page doubles
  private static final Given LETTER =
      new Given("letter.png", "hello".getBytes(StandardCharsets.UTF_8));

  @TempDir private static Path folder;

  private static RenderedPhotographs photographs;
  private static ImageClassifier classifier;
  private static ExportedPage page;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    PageTest.assumeBrowser();
    photographs = new RenderedPhotographs();
    classifier = ImageClassifier.load(ModelSource.of("photo"));
    page = new ExportedPage(ModelSource.of("photo"), folder);
  }

  @AfterAll
  static void stop() {
    if (page != null) {
      page.close();
      classifier.close();
    }
  }

  @BeforeEach
  void open() throws InterruptedException {
    page.open();
  }

  @AfterEach
  void nothingIsWrongAndNothingIsAskedFor() {
    assertNothingIsWrong(page);
  }

  private static void assertNothingIsWrong(ExportedPage page) {
    assertThat(page.chromium.errors()).isEmpty();
    assertThat(page.chromium.requests())
        .isNotEmpty()
        .allMatch(url -> url.equals(page.address) || url.matches("(?s)(blob|data|about):.*"));
  }

  private static Given photograph(PhotographKind kind, int number) throws IOException {
    return new Given(
        kind.name().toLowerCase(Locale.ROOT) + number + ".jpg", photographs.jpeg(kind, number));
  }

  @Test
  void testImagesAreAnsweredAsByTheProgram() throws IOException {
    ExportedPageComparison comparison = new ExportedPageComparison(page, classifier);
    comparison.add(FashionMnist.bundled().test(), 500);
    comparison.requireSame(ROUNDING);
  }

  @ParameterizedTest
  @EnumSource
  void photographsAreAnsweredAsByTheProgram(PhotographKind kind) throws IOException {
    compare(kind, 0, 4);
  }

  private static void compare(PhotographKind kind, int first, int count) throws IOException {
    ExportedPageComparison comparison = new ExportedPageComparison(page, classifier);
    for (int number = first; number < first + count; number++) {
      comparison.add(kind + " " + number, photographs.jpeg(kind, number));
    }
    comparison.requireSame(ROUNDING);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void manyPhotographsAreAnsweredAsByTheProgram(PhotographKind kind) throws IOException {
    compare(kind, 60, 100);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"best", "photo", "models/fashion-mnist-chapter.zip"})
  void allTestImagesAreAnsweredAsByTheProgram(String name)
      throws IOException, InterruptedException {
    ModelSource model = ModelSource.of(name);
    try (ExportedPage other = new ExportedPage(model, folder);
        ImageClassifier same = ImageClassifier.load(model)) {
      ExportedPageComparison comparison = new ExportedPageComparison(other, same);
      comparison.add(FashionMnist.bundled().test(), 10_000);
      comparison.requireSame(ROUNDING);
    }
  }

  @Test
  void picturesAreTurnedAsTheCameraWasHeld() throws IOException {
    ExportedPageComparison comparison = new ExportedPageComparison(page, classifier);
    byte[] jpeg = photographs.jpeg(PhotographKind.CLOTH, 3);
    for (int orientation = 1; orientation <= 8; orientation++) {
      comparison.add(orientation, held(jpeg, orientation));
    }
    comparison.requireSame(ROUNDING);
  }

  /** Says in a JPEG, by EXIF, how a camera was held. */
  private static byte[] held(byte[] jpeg, int orientation) {
    ByteBuffer held = ByteBuffer.allocate(jpeg.length + 36).put(jpeg, 0, 2);
    held.putInt(0xffe10022).put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8);
    held.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    held.putShort((short) orientation).putShort((short) 0).putInt(0);
    return held.put(jpeg, 2, jpeg.length - 2).array();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "white-boot-on-transparent.png",
        "png_fully_transparent.png",
        "bmp-v4-alpha-all-zero.bmp",
        "jpeg-icc-no-signature.jpg",
        "jpeg-junk-before-eoi.jpg",
        "jpeg-junk-byte-before-dqt.jpg",
        "jpeg-without-eoi.jpg"
      })
  void picturesWithFaultsBesideTheirPixelsAreRead(String name) throws IOException {
    ExportedPageComparison comparison = new ExportedPageComparison(page, classifier);
    comparison.add(name, Pictures.faulty(name));
    comparison.requireSame(ROUNDING);
  }

  @Test
  void aPictureThatEndsEarlyIsRefused() throws IOException {
    byte[] jpeg = photographs.jpeg(PhotographKind.CLOTH, 3);
    assertThat(page.classify(Arrays.copyOf(jpeg, jpeg.length / 2)).error()).contains("damaged");
    byte[] png = Pictures.png(FashionMnist.bundled().test(), 2);
    assertThat(page.classify(Arrays.copyOf(png, png.length / 2)).error()).contains("damaged");
  }

  @Test
  void aTooLargePictureIsRefusedBeforeItIsDecoded() throws IOException {
    var large = new BufferedImage(10_000, 6_001, BufferedImage.TYPE_BYTE_BINARY);
    assertThat(page.classify(Pictures.encoded(large, "png")).error())
        .isEqualTo(
            "found a picture of 10000 x 6001 pixels, expected at most 60,000,000 pixels; make it"
                + " smaller");
  }

  @Test
  void onlyWhatLiesInABoxCounts() throws IOException, InterruptedException {
    Given desk = photograph(PhotographKind.DESK, 2);
    page.drop(desk);
    page.chromium.await("document.querySelector('#found .outline')");
    page.chromium.evaluate(
        """
        for (let i = 0; i < 9; i++) {
          const shorter = { key: "ArrowUp", shiftKey: true };
          document.querySelector("#found").dispatchEvent(new KeyboardEvent("keydown", shorter));
        }
        """);
    page.chromium.await("document.querySelectorAll('#found .drawn, #found .outline').length === 2");
    String side = "Number(document.querySelector('#found .drawn').getAttribute('%s'))";
    double left = page.number(side.formatted("x"));
    double top = page.number(side.formatted("y"));
    double right = left + page.number(side.formatted("width"));
    double bottom = top + page.number(side.formatted("height"));
    Preparation within =
        ImageClassifier.preparation(classifier.input()).within(new Box(left, top, right, bottom));
    byte[] expected = new PictureReader().read(desk.content(), "desk", within).pixels();
    assertThat(page.seen())
        .isEqualTo(expected)
        .isNotEqualTo(
            new PictureReader()
                .read(desk.content(), "desk", ImageClassifier.preparation(classifier.input()))
                .pixels());
  }

  @Test
  void aPhotographIsExplained() throws IOException, InterruptedException {
    Given desk = photograph(PhotographKind.DESK, 2);
    page.drop(desk);
    page.chromium.await("document.querySelector('#found .outline')");
    String answer = classifier.classify(desk.content()).className();
    assertThat(page.text("#words strong")).isEqualTo(answer);
    assertThat(page.text("#bars .best .name")).isEqualTo(answer);
    assertThat(page.text("#why-words")).contains("for " + answer).contains("its score is");
    assertThat(page.text("#seen-caption")).endsWith("28 × 28");
    assertThat(page.texts("#bars .name")).isEqualTo(classifier.input().classNames());
    assertThat(page.number("Number(document.querySelector('#several').hidden)")).isOne();
  }

  @Test
  void aDrawingIsNamed() throws InterruptedException {
    page.stroke();
    page.chromium.await("document.querySelector('#words strong')");
    assertThat(page.text("#words")).contains("%");
    assertThat(page.number("Number(document.querySelector('#given').hidden)")).isOne();
  }

  @Test
  void severalFilesAreShownAndWhatIsNoPictureIsNamed(@TempDir Path chosen)
      throws IOException, InterruptedException {
    List<Given> given =
        List.of(LETTER, photograph(PhotographKind.DESK, 2), photograph(PhotographKind.LIGHT, 5));
    for (Given each : given) {
      Files.write(chosen.resolve(each.name()), each.content());
    }
    int document =
        page.chromium
            .call("DOM.getDocument", Map.of())
            .getAsJsonObject("root")
            .get("nodeId")
            .getAsInt();
    int input =
        page.chromium
            .call("DOM.querySelector", Map.of("nodeId", document, "selector", "#file"))
            .get("nodeId")
            .getAsInt();
    List<String> files =
        given.stream().map(each -> chosen.resolve(each.name()).toString()).toList();
    page.chromium.call("DOM.setFileInputFiles", Map.of("nodeId", input, "files", files));
    page.chromium.await("document.querySelectorAll('#several-pictures > *').length === 3");
    assertThat(page.text("#several-pictures .refused"))
        .startsWith("letter.png: found no picture that this browser can read");
    for (int i = 1; i <= 2; i++) {
      String name = classifier.classify(given.get(i).content()).className();
      page.chromium.evaluate(
          "document.querySelectorAll('#several-pictures button')[%d].click()".formatted(i - 1));
      page.chromium.await(
          "document.querySelector('#words strong')?.textContent === '" + name + "'");
      assertThat(page.texts("#several-pictures strong").get(i - 1)).isEqualTo(name);
      assertThat(page.text("#several-pictures [aria-pressed=true] .file"))
          .isEqualTo(given.get(i).name());
    }
  }

  @Test
  void aBadFileIsNamedInOneLine() throws InterruptedException {
    page.drop(LETTER);
    page.chromium.await("!document.querySelector('#message').hidden");
    assertThat(page.text("#message"))
        .isEqualTo("letter.png: found no picture that this browser can read; convert it to PNG");
    assertThat(page.texts("#words strong, #bars li")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
  void everybodyCanUseIt(int width, boolean dark) throws IOException, InterruptedException {
    page.chromium.look(width, 900, dark);
    page.drop(LETTER, photograph(PhotographKind.DESK, 2), photograph(PhotographKind.LIGHT, 5));
    page.chromium.await("document.querySelectorAll('#several-pictures > *').length === 3");
    page.chromium.await("document.querySelector('#found .outline')");
    assertThat(page.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    page.chromium.evaluate(PageTest.axe());
    assertThat(page.chromium.evaluate(PageTest.FINDINGS).getAsJsonArray()).isEmpty();
  }

  private static Layer layer(Random random, int inputs, int outputs, LayerActivation activation) {
    float[] weights = new float[inputs * outputs];
    float[] bias = new float[outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian() / 2;
    }
    for (int k = 0; k < outputs; k++) {
      bias[k] = (float) random.nextGaussian() / 2;
    }
    return new Layer(inputs, outputs, weights, bias, activation);
  }

  /** The names would run, end the script or come in another order, if anything let them. */
  @Test
  void layersOfAllKindsAndForeignNamesWork() throws IOException, InterruptedException {
    List<String> names = List.of("</script><img src=x onerror=alert(1)>", "7", "1", "__proto__");
    InputFormat input = new InputFormat(names, 3, 5, InputFormat.BYTE_OVER_255, Crop.AUTO, 0, null);
    Random random = new Random(3);
    DenseClassifier layers =
        new DenseClassifier(
            List.of(
                layer(random, 15, 8, LayerActivation.RELU),
                layer(random, 8, 7, LayerActivation.TANH),
                layer(random, 7, 6, LayerActivation.SIGMOID),
                layer(random, 6, 5, LayerActivation.IDENTITY),
                layer(random, 5, 4, LayerActivation.SOFTMAX)));
    var metadata = new TreeMap<>(Map.of("input.json", new Gson().toJson(input)));
    try (ExportedPage deep =
        new ExportedPage(new Exchanged(layers, metadata), folder.resolve("deep.html"))) {
      double[] pixels = random.ints(15, 0, 256).asDoubleStream().toArray();
      double[] scaled = Arrays.stream(pixels).map(each -> each / 255).toArray();
      double[] found =
          new Gson()
              .fromJson(
                  deep.chromium.evaluate(
                      "softmaxRegression.probabilities(%s)".formatted(new Gson().toJson(pixels))),
                  double[].class);
      assertThat(found).containsExactly(layers.probabilities(scaled), within(1e-7));

      deep.drop(photograph(PhotographKind.DESK, 2));
      deep.chromium.await("document.querySelector('#found .outline')");
      assertThat(deep.text("#seen-caption")).endsWith("3 × 5");
      assertThat(deep.texts("#bars .name")).containsExactlyInAnyOrderElementsOf(names);
      assertThat(deep.texts("#why[hidden], #bars-help[hidden]")).hasSize(2);
      assertThat(deep.text(".steps")).contains("5 layers");
      assertNothingIsWrong(deep);
    }
  }
}
