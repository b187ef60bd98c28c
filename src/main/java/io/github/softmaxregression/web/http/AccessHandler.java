package io.github.softmaxregression.web.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sees a request first: counts it, sets the headers that every response has, and refuses it beyond
 * the limit of connections or from a foreign origin.
 */
public final class AccessHandler extends Handler.Wrapper {
  private final OriginPolicy origins;
  private final IdleConnections connections;
  private final Metrics metrics;

  /** Passes on what the policy and the connections allow. */
  public AccessHandler(
      Handler next, OriginPolicy origins, IdleConnections connections, Metrics metrics) {
    super(next);
    this.origins = origins;
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
    try {
      connections.check(connection);
      origins.check(request.getMethod(), request.getHeaders());
    } catch (HttpProblem problem) {
      ProblemErrorHandler.refuse(request, response, callback, problem);
      return true;
    }
    return super.handle(request, response, callback);
  }
}
