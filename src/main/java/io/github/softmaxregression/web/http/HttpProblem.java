package io.github.softmaxregression.web.http;

import com.google.gson.JsonObject;
import io.github.softmaxregression.data.ForeignText;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** An error response: a status of HTTP, and for the client what is wrong. */
public final class HttpProblem extends RuntimeException {
  static final String STOPPING = "the server is stopping";

  private static final long serialVersionUID = 1L;

  private final int status;
  private boolean acceptsIdentity;

  /**
   * A problem, without a stack trace: it is a response, not a failure. Its detail becomes one line,
   * whatever the request has brought into it.
   *
   * @param detail what was found and expected, in a line; a format if there are values
   */
  public HttpProblem(int status, String detail, Object... values) {
    super(
        ForeignText.plain(values.length == 0 ? detail : detail.formatted(values)),
        null,
        false,
        false);
    this.status = status;
  }

  /** Refuses a coding of the body, and says which are known, as RFC 9110 has it (15.5.16). */
  static HttpProblem coding(String found) {
    HttpProblem problem = new HttpProblem(415, "content encoding %s: expected none", found);
    problem.acceptsIdentity = true;
    return problem;
  }

  int status() {
    return status;
  }

  /** The media type of errors under a path, where null cannot be read, and when to try again. */
  HttpFields headers(String path) {
    String type = isProtocol(path) ? "application/json" : "application/problem+json";
    var headers = HttpFields.build().put(HttpHeader.CONTENT_TYPE, type);
    if (acceptsIdentity) {
      headers.put(HttpHeader.ACCEPT_ENCODING, "identity");
    }
    return status == 503 ? headers.put(HttpHeader.RETRY_AFTER, "1") : headers;
  }

  /** The error as the Open Inference Protocol wants it, or under other paths as RFC 9457 does. */
  String json(String path) {
    JsonObject json = new JsonObject();
    if (isProtocol(path)) {
      json.addProperty("error", getMessage());
    } else {
      json.addProperty("type", "about:blank");
      json.addProperty("title", HttpStatus.getMessage(status));
      json.addProperty("status", status);
      json.addProperty("detail", getMessage());
    }
    return json + "\n";
  }

  private static boolean isProtocol(String path) {
    return path != null && (path + "/").startsWith("/v2/");
  }
}
