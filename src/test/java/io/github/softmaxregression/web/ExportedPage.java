package io.github.softmaxregression.web;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.exchange.Exchanged;
import io.github.softmaxregression.exchange.ModelFormat;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A page that was exported, open in a browser, asked as programs may ask it. */
final class ExportedPage implements AutoCloseable {
  private static final Gson GSON = new Gson();

  /** What the page says of a picture; an error instead of all else where it cannot be read. */
  record Answer(
      String className, double[] probabilities, String doubt, int[] pixels, String error) {}

  final Chromium chromium;
  final String address;

  /** Writes a model's page into a folder and opens it. */
  ExportedPage(ModelSource model, Path folder) throws IOException, InterruptedException {
    this(model.name(), ModelFormat.HTML.write(Exchanged.from(model)), folder);
  }

  ExportedPage(String name, byte[] page, Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve(name + ".html");
    Files.write(file, page);
    address = file.toUri().toString();
    chromium = Chromium.start();
    open();
  }

  /** Opens it anew. */
  void open() throws InterruptedException {
    chromium.look(1280, 900, false);
    chromium.open(address);
    chromium.await("window.softmaxRegression");
  }

  Answer classify(byte[] picture) {
    return GSON.fromJson(
        chromium.evaluate(
            """
            softmaxRegression.classify(new Blob([Uint8Array.from(atob("%s"), (c) => c.charCodeAt(0))]))
              .catch((error) => ({ error: error.message }))
            """
                .formatted(Base64.getEncoder().encodeToString(picture))),
        Answer.class);
  }

  /** The probabilities of images, from one on. */
  List<double[]> probabilities(ImageSet images, int first, int count) {
    int length = images.pixelsPerImage();
    byte[] pixels = new byte[count * length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(images.image(first + i), 0, pixels, i * length, length);
    }
    JsonElement rows =
        JsonParser.parseString(
            chromium
                .evaluate(
                    """
                    (() => {
                      const all = Uint8Array.from(atob("%s"), (c) => c.charCodeAt(0));
                      return JSON.stringify(Array.from({ length: %d }, (_, i) =>
                        softmaxRegression.probabilities(all.subarray(i * %d, (i + 1) * %3$d))));
                    })()
                    """
                        .formatted(Base64.getEncoder().encodeToString(pixels), count, length))
                .getAsString());
    return List.of(GSON.fromJson(rows, double[][].class));
  }

  @Override
  public void close() {
    chromium.close();
  }
}
