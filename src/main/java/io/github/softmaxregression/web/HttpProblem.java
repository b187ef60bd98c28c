package io.github.softmaxregression.web;

import com.google.gson.JsonObject;
import org.eclipse.jetty.http.HttpStatus;

/** A request that cannot be answered as it was meant, and why, for whoever has sent it. */
final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The paths of the Open Inference Protocol, which has a form of its own for errors. */
  private static final String PROTOCOL = "/v2";

  private final int status;

  /**
   * A problem.
   *
   * @param status of HTTP, 400 or more
   * @param detail what was found, what was expected and what to do, in a line
   */
  HttpProblem(int status, String detail) {
    super(detail, null, false, false); // nobody sees a stack trace
    this.status = status;
  }

  int status() {
    return status;
  }

  /** How often it is worth asking again; the header is for these alone. */
  static boolean passes(int status) {
    return status == 503;
  }

  /** The media type of errors under a path. */
  static String mediaType(String path) {
    return isProtocol(path) ? "application/json" : "application/problem+json";
  }

  /** An error as the Open Inference Protocol wants it, or elsewhere as RFC 9457 does. */
  static String json(String path, int status, String detail) {
    JsonObject json = new JsonObject();
    if (isProtocol(path)) {
      json.addProperty("error", detail);
    } else {
      json.addProperty("type", "about:blank");
      json.addProperty("title", HttpStatus.getMessage(status));
      json.addProperty("status", status);
      json.addProperty("detail", detail);
    }
    return json + "\n";
  }

  private static boolean isProtocol(String path) {
    return path.equals(PROTOCOL) || path.startsWith(PROTOCOL + "/");
  }
}
