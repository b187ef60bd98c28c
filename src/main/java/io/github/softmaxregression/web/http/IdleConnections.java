package io.github.softmaxregression.web.http;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/**
 * Limits the open connections, and closes those that have waited too long for the head of a request
 * or the reading of a response. Jetty's own idle time-out begins anew with each byte; its {@code
 * NetworkConnectionLimit} closes connections without telling them why.
 */
public final class IdleConnections implements Connection.Listener {
  private static final long WORKING = Long.MAX_VALUE;

  private final Limits limits;

  /** Since when each has been waiting, by {@link System#nanoTime}, or WORKING. */
  private final Map<Connection, Long> since = new ConcurrentHashMap<>();

  /** Those beyond the limit, which are told so in answer to their first request. */
  private final Set<Connection> tooMany = ConcurrentHashMap.newKeySet();

  /** Allows a number of connections, each to wait for a time. */
  public IdleConnections(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void onOpened(Connection connection) {
    int open = since.size();
    if (open >= 2 * limits.connections() + 256) { // too many even to be told so
      connection.close();
      return;
    }
    if (open >= limits.connections()) {
      tooMany.add(connection);
    }
    since.put(connection, System.nanoTime());
  }

  @Override
  public void onClosed(Connection connection) {
    since.remove(connection);
    tooMany.remove(connection);
  }

  void check(Connection connection) {
    if (tooMany.contains(connection)) {
      throw new HttpProblem(503, "too many connections; try again");
    }
  }

  void working(Connection connection) {
    since.replace(connection, WORKING);
  }

  void waiting(Connection connection) {
    since.replace(connection, System.nanoTime());
  }

  /** Open connections. */
  public int open() {
    return since.size();
  }

  /** Closes those that have waited too long. */
  public void sweep() {
    long now = System.nanoTime();
    long timeout = limits.timeout().toNanos();
    since.entrySet().stream()
        .filter(each -> each.getValue() != WORKING && now - each.getValue() > timeout)
        .forEach(each -> each.getKey().getEndPoint().close());
  }
}
