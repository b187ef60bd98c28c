package io.github.softmaxregression.web.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.data.ForeignText;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** Writes the responses of routes. */
public final class Responses {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Responses() {}

  /** A value as JSON; null components are left out. */
  public static byte[] toJson(Object value) {
    return ForeignText.json(GSON.toJson(value)).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes a value as JSON, and a line's end. */
  public static void json(Context context, Object value) {
    String json = ForeignText.json(GSON.toJson(value)) + "\n";
    bytes(context, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes straight to the connection: Javalin would copy through a larger buffer. */
  public static void bytes(Context context, String type, byte[] content) {
    context.contentType(type);
    context.res().setContentLength(content.length);
    try {
      context.res().getOutputStream().write(content);
    } catch (IOException e) {
      context.res().setStatus(499); // for the metrics alone: the client did not wait
    }
  }

  /** Writes a problem as JSON. */
  public static void problem(Context context, HttpProblem problem) {
    HttpFields headers = problem.headers(context.path());
    headers.forEach(each -> context.header(each.getName(), each.getValue()));
    context.status(problem.status());
    byte[] json = problem.json(context.path()).getBytes(StandardCharsets.UTF_8);
    bytes(context, headers.get(HttpHeader.CONTENT_TYPE), json);
  }
}
