package io.github.softmaxregression.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpHeader;

/** Writes answers. */
final class Answers {
  /** For the metrics alone; as other servers number it. */
  private static final int CLIENT_GONE = 499;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Answers() {}

  /** A value as JSON; what is null is left out. */
  static void json(Context context, Object value) {
    text(context, "application/json", GSON.toJson(value) + "\n");
  }

  /** A value as JSON, and tensors behind it. */
  static void jsonAndBinary(Context context, Object value, byte[] tensors) {
    byte[] json = GSON.toJson(value).getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(json, json.length + tensors.length);
    System.arraycopy(tensors, 0, all, json.length, tensors.length);
    context.header(BinaryData.HEADER, String.valueOf(json.length));
    bytes(context, "application/octet-stream", all);
  }

  static void text(Context context, String type, String text) {
    bytes(context, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Straight to the connection: Javalin would copy it through a buffer, larger than most answers.
   */
  static void bytes(Context context, String type, byte[] content) {
    context.contentType(type);
    context.res().setContentLength(content.length);
    try {
      context.res().getOutputStream().write(content);
    } catch (IOException e) { // the other side has gone: nobody is there to be told
      context.res().setStatus(CLIENT_GONE);
    }
  }

  /** A problem as JSON. */
  static void problem(Context context, int status, String detail) {
    if (HttpProblem.passes(status)) {
      context.header(HttpHeader.RETRY_AFTER.asString(), "1");
    }
    context.status(status);
    text(
        context,
        HttpProblem.mediaType(context.path()),
        HttpProblem.json(context.path(), status, detail));
  }
}
