package io.github.softmaxregression.web;

import com.google.gson.Gson;
import com.google.gson.JsonPrimitive;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.exchange.Exchanged;
import io.github.softmaxregression.exchange.ModelFormat;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A page that was exported, open in a browser, from a file. */
final class ExportedPage implements AutoCloseable {
  private static final Gson GSON = new Gson();

  /** What the page says of a picture; an error instead of all else where it cannot be read. */
  record Answer(
      String className, double[] probabilities, String doubt, int[] pixels, String error) {}

  /** A file that is given to the page. */
  record Given(String name, byte[] content) {
    String script() {
      return "new File([%s], %s)".formatted(bytes(content), new JsonPrimitive(name));
    }
  }

  final Chromium chromium;
  final String address;

  /** Writes a model's page into a folder and opens it. */
  ExportedPage(ModelSource model, Path folder) throws IOException, InterruptedException {
    this(Exchanged.from(model), folder.resolve(model.name() + ".html"));
  }

  ExportedPage(Exchanged model, Path file) throws IOException, InterruptedException {
    Files.write(file, ModelFormat.HTML.files(model, file).get(file));
    address = file.toUri().toString();
    chromium = Chromium.start();
    open();
  }

  /** Opens it anew. */
  void open() throws InterruptedException {
    chromium.look(1280, 900, false);
    chromium.open("about:blank");
    chromium.open(address);
    chromium.await("window.softmaxRegression");
  }

  /** Writes bytes as JavaScript. */
  private static String bytes(byte[] content) {
    String base64 = Base64.getEncoder().encodeToString(content);
    return "Uint8Array.from(atob('%s'), (letter) => letter.charCodeAt(0))".formatted(base64);
  }

  /** Asks what a picture shows, as programs may. */
  Answer classify(byte[] picture) {
    String answer =
        "softmaxRegression.classify(new Blob([%s])).catch((error) => ({ error: error.message }))";
    return GSON.fromJson(chromium.evaluate(answer.formatted(bytes(picture))), Answer.class);
  }

  /** Asks for the probabilities of images, from one on. */
  double[][] probabilities(ImageSet images, int first, int count) {
    int length = images.pixelsPerImage();
    byte[] pixels = new byte[count * length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(images.image(first + i), 0, pixels, i * length, length);
    }
    String rows =
        """
        ((all) => JSON.stringify(Array.from({ length: %d }, (_, i) =>
          softmaxRegression.probabilities(all.subarray(i * %d, (i + 1) * %2$d)))))(%s)
        """
            .formatted(count, length, bytes(pixels));
    return GSON.fromJson(chromium.evaluate(rows).getAsString(), double[][].class);
  }

  /** Drops files, as a browser would tell the page of it. */
  void drop(Given... files) {
    chromium.evaluate(
        """
        ((data) => {
          [%s].forEach((file) => data.items.add(file));
          const how = { dataTransfer: data, bubbles: true, cancelable: true };
          document.body.dispatchEvent(new DragEvent("drop", how));
        })(new DataTransfer())
        """
            .formatted(Arrays.stream(files).map(Given::script).collect(Collectors.joining(","))));
  }

  /** Draws an upright stroke with the mouse. */
  void stroke() {
    chromium.evaluate("scrollTo(0, 0)");
    String place = "document.querySelector('#sketch').getBoundingClientRect().";
    double x = number(place + "x") + number(place + "width") / 2;
    double top = number(place + "y");
    double height = number(place + "height");
    chromium.mouse("mousePressed", x, top + 0.2 * height);
    for (int i = 3; i <= 8; i++) {
      chromium.mouse("mouseMoved", x + 2 * i, top + i / 10.0 * height);
    }
    chromium.mouse("mouseReleased", x, top + 0.8 * height);
  }

  /** The pixels of the image that the page shows as what the network sees. */
  byte[] seen() {
    String pixels =
        """
        ((canvas) => [...canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data]
          .filter((_, i) => i % 4 === 0))(document.querySelector("#seen"))
        """;
    int[] levels = GSON.fromJson(chromium.evaluate(pixels), int[].class);
    byte[] seen = new byte[levels.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = (byte) levels[i];
    }
    return seen;
  }

  double number(String expression) {
    return chromium.evaluate(expression).getAsDouble();
  }

  String text(String selector) {
    return chromium
        .evaluate("document.querySelector('%s').textContent".formatted(selector))
        .getAsString();
  }

  /** The texts of all elements of a kind. */
  List<String> texts(String selector) {
    String all = "[...document.querySelectorAll('%s')].map((each) => each.textContent)";
    return chromium.evaluate(all.formatted(selector)).getAsJsonArray().asList().stream()
        .map(each -> each.getAsString())
        .toList();
  }

  @Override
  public void close() {
    chromium.close();
  }
}
