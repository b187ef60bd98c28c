package io.github.softmaxregression.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes what the server itself refuses, before or without a route. */
final class Problems extends ErrorHandler {
  private static final String RETRY_SECONDS = "1";

  /**
   * Refuses a request. What is left of its body is taken in for a moment and thrown away: who is
   * still sending would otherwise find the connection ended, and miss the answer.
   */
  static void refuse(
      Request request, Response response, Callback callback, int status, String detail) {
    Runnable throwAway = () -> new Leftover(request, callback).begin();
    end(request, response, Callback.from(throwAway, callback::failed), status, detail);
  }

  /** Answers with a problem and ends the connection. */
  static void end(
      Request request, Response response, Callback callback, int status, String detail) {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    write(request, response, callback, status, detail);
  }

  /** Answers a request with a problem. */
  static void write(
      Request request, Response response, Callback callback, int status, String detail) {
    String path = request.getHttpURI().getCanonicalPath();
    String known = path == null ? "" : path;
    SecurityHeaders.put(response.getHeaders());
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, HttpProblem.mediaType(known));
    if (HttpProblem.passes(status)) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    }
    Content.Sink.write(response, true, HttpProblem.json(known, status, detail), callback);
  }

  /** What Jetty itself finds wrong: a request that is no HTTP, or one while it stops. */
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    boolean own = code >= 500 && code != 503;
    end(request, response, callback, code, own || message == null ? "not answered" : message);
  }
}
