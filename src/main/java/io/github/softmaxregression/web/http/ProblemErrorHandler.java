package io.github.softmaxregression.web.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes the problems that the server finds before or without a route. */
public final class ProblemErrorHandler extends ErrorHandler {
  /**
   * Refuses a request and ends its connection. The rest of its body is read for a moment first: a
   * client that is still sending would find the connection reset, and miss the response.
   */
  static void refuse(Request request, Response response, Callback callback, HttpProblem problem) {
    Callback drain = Callback.from(() -> drain(request, callback), callback::failed);
    end(request, response, drain, problem);
  }

  private static void drain(Request request, Callback callback) {
    Callback.Completable drained = new Callback.Completable();
    Content.Source.consumeAll(request, drained);
    drained
        .completeOnTimeout(null, 5, TimeUnit.SECONDS)
        .whenComplete((nothing, failure) -> callback.succeeded());
  }

  /** Answers with a problem and ends the connection. */
  static void end(Request request, Response response, Callback callback, HttpProblem problem) {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    write(request, response, callback, problem);
  }

  static void write(Request request, Response response, Callback callback, HttpProblem problem) {
    String path = request.getHttpURI().getCanonicalPath();
    SecurityHeaders.put(response.getHeaders());
    response.setStatus(problem.status());
    problem.headers(path).forEach(response.getHeaders()::put);
    Content.Sink.write(response, true, problem.json(path), callback);
  }

  /** Answers what Jetty itself finds wrong: a request that is no HTTP, or one while it stops. */
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    String detail = code >= 500 || message == null ? "not answered" : message;
    detail = code == 503 ? HttpProblem.STOPPING : detail;
    end(request, response, callback, new HttpProblem(code, detail));
  }
}
