package io.github.softmaxregression.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the page, from inside the program. */
final class Assets {
  private static final String FOLDER = "/web/";

  /** Every file, by its path; others are not served. */
  static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "style.css", "text/css; charset=utf-8",
          "app.js", "text/javascript; charset=utf-8",
          "sketch.js", "text/javascript; charset=utf-8",
          "answer.js", "text/javascript; charset=utf-8",
          "card.js", "text/javascript; charset=utf-8",
          "dom.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "openapi.json", "application/json");

  private Assets() {}

  static void serve(Context context, String file) {
    context.contentType(TYPES.get(file)).header("Cache-Control", "no-cache").result(read(file));
  }

  private static byte[] read(String file) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
