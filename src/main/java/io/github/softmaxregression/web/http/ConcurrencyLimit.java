package io.github.softmaxregression.web.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Limits the requests that are worked on at the same time; refuses others with 503. Sends a
 * response only when the work on its request is complete, so that slow readers occupy neither a
 * thread nor a place: Jetty's {@code QoSHandler} counts a request until its client has read the
 * response, and {@code BufferedResponseHandler} completes the last write only when it has been
 * sent. A client has as long to read a response as it has to send a request.
 */
public final class ConcurrencyLimit extends Handler.Wrapper {
  private final int limit;
  private final Semaphore free;
  private final IdleConnections connections;

  /** Bytes for all responses at a time: a quarter of the heap. */
  private final Semaphore budget =
      new Semaphore((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4));

  /** Allows that many requests; tells the connections when the time for reading begins. */
  public ConcurrencyLimit(int limit, IdleConnections connections) {
    this.limit = limit;
    this.free = new Semaphore(limit);
    this.connections = connections;
  }

  /** Requests that are worked on. */
  public int inProgress() {
    return limit - free.availablePermits();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Buffered buffered = new Buffered(request, response);
    Runnable send = () -> send(request, response, buffered.content.toByteArray(), callback);
    Callback done = Callback.from(send, callback::failed);
    if (!free.tryAcquire()) {
      HttpProblem problem = new HttpProblem(503, "too many requests at once; try again");
      ProblemErrorHandler.write(request, buffered, done, problem);
      return true;
    }
    AtomicBoolean released = new AtomicBoolean();
    Runnable release = () -> free.release(released.getAndSet(true) ? 0 : 1);
    Request.addCompletionListener(request, failure -> release.run()); // however it ends
    return super.handle(request, buffered, Callback.from(release, done));
  }

  private void send(Request request, Response response, byte[] content, Callback callback) {
    connections.waiting(request.getConnectionMetaData().getConnection());
    if (budget.tryAcquire(content.length)) {
      Request.addCompletionListener(request, failure -> budget.release(content.length));
      response.write(true, ByteBuffer.wrap(content), callback);
    } else {
      response.reset();
      HttpProblem problem = new HttpProblem(503, "too many answers under way; try again");
      ProblemErrorHandler.end(request, response, callback, problem);
    }
  }

  private static final class Buffered extends Response.Wrapper {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean complete;

    Buffered(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
      if (bytes != null) {
        content.writeBytes(BufferUtil.toArray(bytes));
        bytes.position(bytes.limit()); // the caller looks for what was not written
      }
      complete |= last;
      callback.succeeded();
    }

    @Override
    public boolean hasLastWrite() {
      return complete;
    }
  }
}
