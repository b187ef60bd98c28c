package io.github.softmaxregression.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.web.http.Limits;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictApiTest {
  private static final byte[] NO_PICTURE = "hello".getBytes(UTF_8);

  private static RunningServer server;
  private static ImageSet test;

  @BeforeAll
  static void start() throws IOException {
    Limits limits = new Limits(100_000, 40_000, 3, 8, 100, Duration.ofSeconds(10));
    server = RunningServer.start(limits);
    test = FashionMnist.bundled().test();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonArray predictions(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    return RunningServer.json(response).getAsJsonArray("predictions");
  }

  private static void isProblem(HttpResponse<String> response, int status, String detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = RunningServer.json(response);
    assertThat(problem.keySet()).containsExactly("type", "title", "status", "detail");
    assertThat(problem.get("status").getAsInt()).isEqualTo(status);
    assertThat(problem.get("detail").getAsString()).contains(detail).hasLineCount(1);
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  @Test
  void aPictureGetsTheClassifiersAnswer() throws IOException {
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      for (int i = 0; i < 5; i++) {
        byte[] png = Pictures.png(test, i);
        Prediction expected = classifier.classify(png);
        JsonArray all = predictions(server.post("/api/predict?pixels=true", "image/png", png));
        JsonObject found = all.get(0).getAsJsonObject();

        assertThat(all).hasSize(1);
        assertThat(found.get("class").getAsString()).isEqualTo(expected.className());
        assertThat(found.get("label").getAsInt()).isEqualTo(expected.label());
        JsonObject probabilities = found.getAsJsonObject("probabilities");
        assertThat(probabilities.keySet()).containsExactlyElementsOf(expected.classNames());
        assertThat(probabilities.asMap().values().stream().map(p -> p.getAsDouble()))
            .containsExactlyElementsOf(expected.probabilities());
        byte[] pixels = test.image(i);
        for (int k = 0; k < pixels.length; k++) {
          assertThat(found.getAsJsonArray("pixels").get(k).getAsInt()).isEqualTo(pixels[k] & 0xff);
        }
      }
    }
  }

  @Test
  void theMostSimilarTrainingImagesAreNamed() throws IOException {
    ImageSet train = FashionMnist.bundled().train();
    byte[] png = Pictures.png(train, 7);
    JsonArray all =
        predictions(server.post("/api/predict?similar=3&pixels=true", "image/png", png));
    JsonArray similar = all.get(0).getAsJsonObject().getAsJsonArray("similar");
    assertThat(similar).hasSize(3);
    JsonObject first = similar.get(0).getAsJsonObject();
    assertThat(first.get("index").getAsInt()).isEqualTo(7);
    assertThat(first.get("class").getAsString()).isEqualTo(train.classNames().get(train.label(7)));
    assertThat(first.get("distance").getAsDouble()).isZero();
    assertThat(first.get("pixels")).isEqualTo(all.get(0).getAsJsonObject().get("pixels"));

    JsonArray without = predictions(server.post("/api/predict", "image/png", png));
    assertThat(without.get(0).getAsJsonObject().has("similar")).isFalse();
    isProblem(server.post("/api/predict?similar=11", "image/png", png), 400, "similar=11");
  }

  @Test
  void severalPicturesComeBackInOrder() throws IOException {
    byte[] first = Pictures.png(test, 0);
    byte[] second = Pictures.png(test, 2);
    JsonArray found = predictions(server.postForm("/api/predict", "a \"b\".png", first, second));

    assertThat(found).hasSize(2);
    assertThat(found.get(0).getAsJsonObject().get("class").getAsString()).isEqualTo("ankle boot");
    assertThat(found.get(1).getAsJsonObject().get("class").getAsString()).isEqualTo("trouser");
    assertThat(found.get(1).getAsJsonObject().has("pixels")).isFalse();
  }

  @Test
  void whatCannotBeReadDoesNotStopTheRest() throws IOException {
    JsonArray found =
        predictions(server.postForm("/api/predict", "x.png", NO_PICTURE, Pictures.png(test, 2)));

    assertThat(found.get(0).getAsJsonObject().keySet()).containsExactly("file", "error");
    assertThat(found.get(0).getAsJsonObject().get("error").getAsString())
        .startsWith("x.png: found no picture that is known");
    assertThat(found.get(1).getAsJsonObject().get("class").getAsString()).isEqualTo("trouser");
  }

  @ParameterizedTest
  @CsvSource({"auto, true", "yes, true", "no, false", "NO, false"})
  void brightAndDarkAreExchangedAsAskedFor(String invert, boolean inverted) throws IOException {
    BufferedImage white = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 40 * 30; i++) {
      white.getRaster().setSample(i % 40, i / 40, 0, 255);
    }
    JsonArray found =
        predictions(
            server.post(
                "/api/predict?invert=" + invert, "image/png", Pictures.encoded(white, "png")));
    assertThat(found.get(0).getAsJsonObject().get("inverted").getAsBoolean()).isEqualTo(inverted);
  }

  /** Encodes a black disc on white: 100 pixels of 200, in the middle. */
  private static byte[] disc() throws IOException {
    BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 200, 200);
    graphics.setColor(Color.BLACK);
    graphics.fillOval(50, 50, 100, 100);
    return Pictures.encoded(picture, "png");
  }

  private JsonObject boxed(String query) throws IOException {
    return predictions(server.post("/api/predict" + query, "image/png", disc()))
        .get(0)
        .getAsJsonObject();
  }

  private static double[] box(JsonObject prediction) {
    return prediction.getAsJsonArray("box").asList().stream()
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }

  @Test
  void whatWasFoundIsTold() throws IOException {
    JsonObject found = boxed("");
    assertThat(box(found)).containsExactly(new double[] {0.25, 0.25, 0.75, 0.75}, within(0.01));
    JsonArray outline = found.getAsJsonArray("outline");
    assertThat(outline).hasSizeBetween(8, 200);
    for (JsonElement each : outline) {
      double x = each.getAsJsonArray().get(0).getAsDouble();
      double y = each.getAsJsonArray().get(1).getAsDouble();
      assertThat(Math.hypot(x - 0.5, y - 0.5)).isCloseTo(0.25, within(0.01));
    }
    assertThat(boxed("?crop=no").keySet()).doesNotContain("box", "outline");
  }

  @Test
  void aDrawnBoxSaysWhereToLook() throws IOException {
    JsonObject half = boxed("?box=0,0,0.5,1"); // and a tenth of it more
    assertThat(box(half)).containsExactly(new double[] {0.25, 0.25, 0.55, 0.75}, within(0.01));
    JsonObject inside = boxed("?box=0.45,0.45,0.55,0.55");
    assertThat(box(inside)).containsExactly(0.45, 0.45, 0.55, 0.55);
    assertThat(inside.getAsJsonArray("outline")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0,0,1", "a,b,c,d", "0,0,2,1", "0.5,0,0.5,1", "0,NaN,1,1"})
  void badBoxesAreRefused(String box) throws IOException {
    isProblem(
        server.post("/api/predict?box=" + box, "image/png", disc()),
        400,
        ": expected left,top,right,bottom from 0 to 1");
  }

  @Test
  void whatIsNoPictureIsRefused() {
    isProblem(
        server.post("/api/predict", "image/png", NO_PICTURE),
        422,
        "found no picture that is known");
    isProblem(server.post("/api/predict", "image/png", new byte[0]), 422, "an empty file");
    isProblem(
        server.postForm("/api/predict", "x.png", NO_PICTURE, NO_PICTURE), 422, "x.png: found no");
    isProblem(server.post("/api/predict", "text/plain", NO_PICTURE), 415, "text/plain: expected");
    isProblem(server.post("/api/predict", "", NO_PICTURE), 415, "no content type: expected");
    isProblem(server.post("/api/predict?invert=maybe", "image/png", NO_PICTURE), 400, "maybe");
    isProblem(server.post("/api/predict?pixels=1", "image/png", NO_PICTURE), 400, "pixels=1");
    isProblem(
        server.send(
            server
                .request("/api/predict")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(NO_PICTURE))),
        415,
        "content encoding gzip: expected none");
  }

  @Test
  void aCodingIsRefusedWithThoseThatAreKnown() throws IOException {
    byte[] png = Pictures.png(test, 0);
    for (String coding : new String[] {"gzip", "br", "identity, gzip", "nonsense"}) {
      HttpResponse<String> response = coded(png, coding);
      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("identity");
    }
    for (String coding : new String[] {"identity", "Identity", "", "identity, identity"}) {
      assertThat(coded(png, coding).statusCode()).isEqualTo(200);
    }
  }

  private HttpResponse<String> coded(byte[] body, String coding) {
    return server.send(
        server
            .request("/api/predict")
            .header("Content-Type", "image/png")
            .header("Content-Encoding", coding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** A part is a file by its name, by its type or by how it begins (RFC 7578, 4.2). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-data; name=\"file\"",
        "form-data; name=\"file\"; filename=\"\"",
        "form-data; name=\"file\"\r\nContent-Type: image/png; charset=binary",
        "form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: text/plain; charset=nope"
      })
  void partsWithoutAFileNameAreFiles(String disposition) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String charset = "--x\r\nContent-Disposition: form-data; name=\"_charset_\"\r\n\r\nnope\r\n";
    String head = "--x\r\nContent-Disposition: " + disposition + "\r\n\r\n";
    body.writeBytes((charset + head).getBytes(UTF_8));
    body.writeBytes(Pictures.png(test, 0));
    body.writeBytes("\r\n--x--\r\n".getBytes(UTF_8));
    HttpResponse<String> response =
        server.post("/api/predict", "multipart/form-data; boundary=x", body.toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"class\":\"ankle boot\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixels=%zz", "invert=%", "%ff=%c3%28"})
  void settingsThatCannotBeDecodedAreRefused(String settings) throws IOException {
    String request =
        "POST /api/predict?"
            + settings
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: image/png\r\nContent-Length: 1\r\n\r\nx";
    try (Socket socket = server.connect()) {
      assertThat(RunningServer.exchange(socket, request)).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multipart/form-data                | x                  | no boundary
          multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x | x | a boundary of more than 70 characters
          multipart/form-data; boundary=x    | x                  | it ends early
          multipart/form-data; boundary=x    | --x\\r\\nContent-D   | it ends early
          multipart/form-data; boundary=x    | --x--\\r\\n          | no file in the form
          multipart/form-data; boundary=x    | --x\\r\\nContent-Disposition: form-data; name="invert"\\r\\n\\r\\nyes\\r\\n--x--\\r\\n | a field 'invert' that is no file
          """)
  void whatIsNoFormIsRefused(String type, String body, String detail) {
    byte[] bytes = body.replace("\\r\\n", "\r\n").getBytes(UTF_8);
    isProblem(server.post("/api/predict", type, bytes), 400, detail);
  }

  /** Parameters of a media type that mean nothing here, or nothing at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png; charset=binary",
        "image/png;charset=binary",
        "image/png; charset=nonsense",
        "image/png; charset=",
        "image/png; charset=\"",
        "image/png; charset=\"x",
        "image/png; q=;;",
        "IMAGE/PNG",
        "application/octet-stream; charset=binary"
      })
  void theCharsetOfAPictureIsNotAsked(String type) throws IOException {
    for (String settings : new String[] {"", "?invert=no&similar=1"}) {
      HttpResponse<String> response =
          server.post("/api/predict" + settings, type, Pictures.png(test, 0));
      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void thereAreLimits() throws IOException {
    byte[] png = Pictures.png(test, 0);
    isProblem(
        server.postForm("/api/predict", "x", png, png, png, png), 413, "more than 3 pictures");
    isProblem(
        server.post("/api/predict", "image/png", new byte[100_001]),
        413,
        "more than 100,000 bytes");
    byte[] large =
        Pictures.encoded(new BufferedImage(201, 200, BufferedImage.TYPE_BYTE_GRAY), "png");
    isProblem(server.post("/api/predict", "image/png", large), 422, "at most 40,000 pixels");
    assertThat(server.complaints()).isEmpty();
  }
}
