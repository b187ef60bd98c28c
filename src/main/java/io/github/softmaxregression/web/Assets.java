package io.github.softmaxregression.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The files of the page, from inside the program. */
final class Assets {
  private static final String FOLDER = "/web/";

  /** Every file, by its path; others are not served. */
  static final Map<String, String> TYPES = new TreeMap<>();

  static {
    TYPES.put("index.html", "text/html; charset=utf-8");
    TYPES.put("style.css", "text/css; charset=utf-8");
    TYPES.put("icon.svg", "image/svg+xml");
    TYPES.put("openapi.json", "application/json");
    for (String script : "answer app card charts dom pictures sketch".split(" ")) {
      TYPES.put(script + ".js", "text/javascript; charset=utf-8");
    }
  }

  private Assets() {}

  static void serve(Context context, String file) {
    context.header("Cache-Control", "no-cache");
    Answers.bytes(context, TYPES.get(file), read(file));
  }

  private static byte[] read(String file) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
