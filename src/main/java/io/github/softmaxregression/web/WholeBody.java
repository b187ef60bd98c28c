package io.github.softmaxregression.web;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes in the whole body before anybody works on the request: slow senders keep no thread and no
 * place waiting. Bodies stay in memory, of which they get a part.
 */
final class WholeBody extends Handler.Wrapper {
  /** The request's attribute with the body, a byte array. */
  static final String ATTRIBUTE = "body";

  /** The share of Java's memory that bodies may take at the same time. */
  private static final int SHARE = 8;

  private final int most;
  private final Duration patience;
  private final Room room = new Room(SHARE);

  WholeBody(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      String detail = "content encoding %s: expected none".formatted(encoding);
      Problems.refuse(request, response, callback, 415, detail);
    } else if (request.getLength() > most) {
      tooLarge(request, response, callback);
    } else {
      new Reading(request, response, callback).run();
    }
    return true;
  }

  private void tooLarge(Request request, Response response, Callback callback) {
    String detail = "a body of more than %,d bytes: send less, or fewer pictures".formatted(most);
    Problems.refuse(request, response, callback, 413, detail);
  }

  private void next(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Problems.write(request, response, callback, 404, "nothing is here");
      }
    } catch (Exception e) {
      Problems.refuse(request, response, callback, 500, "not answered");
    }
  }

  /** A body under way; runs again whenever more of it has come. */
  private final class Reading implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicBoolean decided = new AtomicBoolean();
    private Scheduler.Task alarm;
    private long length;

    Reading(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void run() {
      while (!decided.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          setAlarm();
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          if (isStopping()) { // which ends connections long before their time
            refuse(503, "the server is stopping");
          } else if (chunk.getFailure() instanceof TimeoutException) {
            late();
          } else {
            refuse(400, "the body did not arrive: " + chunk.getFailure().getMessage());
          }
          return;
        }
        take(chunk);
        chunk.release();
        if (chunk.isLast() && decide()) {
          request.setAttribute(ATTRIBUTE, body.toByteArray());
          next(request, response, callback);
        }
      }
    }

    private boolean isStopping() {
      return request.getConnectionMetaData().getConnector().getServer().isStopping();
    }

    private void take(Content.Chunk chunk) {
      int size = chunk.remaining();
      if (size == 0) {
        return;
      }
      if (length == 0) {
        Request.addCompletionListener(request, failure -> room.giveBack(length));
      }
      length += size;
      if (!room.take(size)) {
        refuse(503, "too many uploads at once; try again");
      } else if (length > most && decide()) {
        tooLarge(request, response, callback);
      } else {
        body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
      }
    }

    private void setAlarm() {
      if (alarm == null) {
        Scheduler scheduler = request.getComponents().getScheduler();
        alarm = scheduler.schedule(this::late, patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    private void late() {
      if (decide()) {
        String detail = "the body did not arrive within %d s".formatted(patience.toSeconds());
        Problems.end(request, response, callback, 408, detail);
      }
    }

    private void refuse(int status, String detail) {
      if (decide()) {
        Problems.refuse(request, response, callback, status, detail);
      }
    }

    /** Whether this is the first to decide what becomes of the request. */
    private boolean decide() {
      boolean first = decided.compareAndSet(false, true);
      if (first && alarm != null) {
        alarm.cancel();
      }
      return first;
    }
  }
}
