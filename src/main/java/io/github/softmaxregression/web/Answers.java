package io.github.softmaxregression.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpHeader;

/** Writes answers. */
final class Answers {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Answers() {}

  /** A value as JSON; what is null is left out. */
  static void json(Context context, Object value) {
    context.contentType("application/json").result(GSON.toJson(value) + "\n");
  }

  /** A problem as JSON. */
  static void problem(Context context, int status, String detail) {
    if (HttpProblem.passes(status)) {
      context.header(HttpHeader.RETRY_AFTER.asString(), "1");
    }
    context
        .status(status)
        .contentType(HttpProblem.mediaType(context.path()))
        .result(HttpProblem.json(context.path(), status, detail));
  }
}
