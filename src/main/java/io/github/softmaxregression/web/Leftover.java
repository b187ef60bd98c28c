package io.github.softmaxregression.web;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** The rest of a body that nobody wants, taken in and thrown away, but not for long. */
final class Leftover implements Runnable {
  private static final int PATIENCE_SECONDS = 5;

  private final Request request;
  private final Callback callback;
  private final AtomicBoolean over = new AtomicBoolean();
  private Scheduler.Task alarm;

  /**
   * A leftover.
   *
   * @param callback succeeds at its end
   */
  Leftover(Request request, Callback callback) {
    this.request = request;
    this.callback = callback;
  }

  /** Begins with what has come; is called again when more has. */
  void begin() {
    alarm =
        request
            .getComponents()
            .getScheduler()
            .schedule(this::end, PATIENCE_SECONDS, TimeUnit.SECONDS);
    run();
  }

  @Override
  public void run() {
    while (!over.get()) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      chunk.release();
      if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
        alarm.cancel();
        end();
      }
    }
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      callback.succeeded();
    }
  }
}
