package io.github.softmaxregression.web;

import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The first to see a request: counts it, gives its answer the headers that every answer has, and
 * sends strangers away.
 */
final class Doorkeeper extends Handler.Wrapper {
  private final Visitors visitors;
  private final Connections connections;
  private final Metrics metrics;

  Doorkeeper(Visitors visitors, Connections connections, Metrics metrics) {
    this.visitors = visitors;
    this.connections = connections;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long start = System.nanoTime();
    var connection = request.getConnectionMetaData().getConnection();
    connections.working(connection);
    Request.addCompletionListener(
        request,
        failure -> {
          connections.waiting(connection);
          metrics.count(request, response, System.nanoTime() - start);
        });
    SecurityHeaders.put(response.getHeaders());
    Optional<HttpProblem> refusal =
        connections.isTooMany(connection)
            ? Optional.of(new HttpProblem(503, "too many connections; try again"))
            : visitors.refusal(request.getMethod(), request.getHeaders());
    if (refusal.isPresent()) {
      HttpProblem problem = refusal.get();
      Problems.refuse(request, response, callback, problem.status(), problem.getMessage());
      return true;
    }
    return super.handle(request, response, callback);
  }
}
