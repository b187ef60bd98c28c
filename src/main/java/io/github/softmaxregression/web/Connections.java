package io.github.softmaxregression.web;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;

/**
 * The open connections. Those that have waited too long for the head of a request are closed,
 * however many single bytes of it have come: Jetty's own time-out begins anew with each.
 */
final class Connections implements Connection.Listener {
  private static final long WORKING = Long.MAX_VALUE;

  /** Connections beyond twice the limit: those just refused are still about to close. */
  private static final int ROOM_FOR_REFUSALS = 256;

  private final int most;
  private final long patience; // in nanoseconds

  /** Since when each has waited for a request, by the system's nanoseconds, or WORKING. */
  private final Map<Connection, Long> since = new ConcurrentHashMap<>();

  /** Those beyond the limit, which are told so when they ask. */
  private final Set<Connection> tooMany = ConcurrentHashMap.newKeySet();

  Connections(int most, Duration patience) {
    this.most = most;
    this.patience = patience.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    int open = since.size();
    if (open >= 2 * most + ROOM_FOR_REFUSALS) { // too many even to be told so
      connection.close();
      return;
    }
    if (open >= most) {
      tooMany.add(connection);
    }
    since.put(connection, System.nanoTime());
  }

  @Override
  public void onClosed(Connection connection) {
    since.remove(connection);
    tooMany.remove(connection);
  }

  boolean isTooMany(Connection connection) {
    return tooMany.contains(connection);
  }

  /** A request has begun. */
  void working(Connection connection) {
    since.replace(connection, WORKING);
  }

  /** It has been answered. */
  void waiting(Connection connection) {
    since.replace(connection, System.nanoTime());
  }

  int open() {
    return since.size();
  }

  /** Closes those that have waited too long; to be called every now and then. */
  void sweep() {
    long now = System.nanoTime();
    since.forEach(
        (connection, begin) -> {
          if (begin != WORKING && now - begin > patience) {
            connection.getEndPoint().close();
          }
        });
  }
}
