package io.github.softmaxregression.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets so many requests be worked on at the same time; others are told to come again. */
final class Places extends Handler.Wrapper {
  private final int most;
  private final Semaphore free;

  Places(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  int taken() {
    return most - free.availablePermits();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!free.tryAcquire()) {
      Problems.write(request, response, callback, 503, "too many requests at once; try again");
      return true;
    }
    AtomicBoolean taken = new AtomicBoolean(true);
    Runnable leave =
        () -> {
          if (taken.compareAndSet(true, false)) {
            free.release();
          }
        };
    Request.addCompletionListener(request, failure -> leave.run()); // however it ends
    return super.handle(request, response, Callback.from(leave, callback));
  }
}
