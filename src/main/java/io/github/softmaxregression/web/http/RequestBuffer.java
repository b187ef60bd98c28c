package io.github.softmaxregression.web.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Reads the whole body before a request is worked on, so that slow senders occupy neither a thread
 * nor a place in {@link ConcurrencyLimit}. Jetty's {@code SizeLimitHandler} and {@code
 * EagerContentHandler} know neither a deadline nor a limit over all requests.
 */
public final class RequestBuffer extends Handler.Wrapper {
  /** The request's attribute with the body, a byte array. */
  public static final String ATTRIBUTE = "body";

  private final Limits limits;

  /** Bytes for all bodies at a time: an eighth of the heap. */
  private final Semaphore budget =
      new Semaphore((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8));

  /** Takes bodies up to a size that arrive in time. */
  public RequestBuffer(Handler next, Limits limits) {
    super(next);
    this.limits = limits;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    List<String> codings = request.getHeaders().getCSV(HttpHeader.CONTENT_ENCODING, false);
    if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
      HttpProblem problem = HttpProblem.coding(String.join(", ", codings));
      ProblemErrorHandler.refuse(request, response, callback, problem);
    } else if (request.getLength() > limits.bytes()) {
      ProblemErrorHandler.refuse(request, response, callback, tooLarge());
    } else {
      Promise.Completable<ByteBuffer> body = new Promise.Completable<>();
      Content.Source.asByteBuffer(limited(request, body), body);
      body.orTimeout(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete((bytes, failure) -> next(request, response, callback, bytes, failure));
    }
    return true;
  }

  private void next(
      Request request, Response response, Callback callback, ByteBuffer body, Throwable failure) {
    HttpProblem problem = failure == null ? null : problem(failure);
    if (problem != null && problem.status() == 408) { // nothing else can read what is awaited
      ProblemErrorHandler.end(request, response, callback, problem);
    } else if (problem != null) {
      ProblemErrorHandler.refuse(request, response, callback, problem);
    } else {
      request.setAttribute(ATTRIBUTE, BufferUtil.toArray(body));
      try {
        if (!super.handle(request, response, callback)) {
          problem = new HttpProblem(404, "nothing is here");
          ProblemErrorHandler.write(request, response, callback, problem);
        }
      } catch (Throwable e) { // which would be lost in the future, and never answered
        Response.writeError(request, response, callback, e);
      }
    }
  }

  private HttpProblem problem(Throwable failure) {
    if (failure instanceof HttpProblem problem) {
      return problem;
    }
    if (getServer().isStopping()) { // which ends connections long before their time
      return new HttpProblem(503, HttpProblem.STOPPING);
    }
    return failure instanceof TimeoutException
        ? new HttpProblem(408, "the body did not arrive within %d s", limits.timeout().toSeconds())
        : new HttpProblem(400, "the body did not arrive: " + failure.getMessage());
  }

  private HttpProblem tooLarge() {
    String detail = "a body of more than %,d bytes: send less, or fewer pictures";
    return new HttpProblem(413, detail, limits.bytes());
  }

  /** A request's body, which fails with an {@link HttpProblem} where it exceeds a limit. */
  private Content.Source limited(Request request, Future<?> body) {
    return new Content.Source() {
      private int length;

      @Override
      public Content.Chunk read() {
        if (body.isDone()) { // too late
          return Content.Chunk.from(new TimeoutException());
        }
        Content.Chunk chunk = request.read();
        if (chunk == null || Content.Chunk.isFailure(chunk) || !chunk.hasRemaining()) {
          return chunk;
        }
        if (length == 0) {
          Request.addCompletionListener(request, failure -> budget.release(length));
        }
        int size = chunk.remaining();
        boolean small = size <= limits.bytes() - length;
        if (small && budget.tryAcquire(size)) {
          length += size;
          return chunk;
        }
        chunk.release();
        return Content.Chunk.from(
            small ? new HttpProblem(503, "too many uploads at once; try again") : tooLarge());
      }

      @Override
      public void demand(Runnable task) {
        request.demand(task);
      }

      /** Leaves the request as it is: it is yet to be answered. */
      @Override
      public void fail(Throwable failure) {}
    };
  }
}
