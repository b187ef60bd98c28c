package io.github.softmaxregression.web.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends server-sent events, each stream by a thread of its own, before {@link ConcurrencyLimit},
 * which sends responses only when they are whole.
 */
public final class EventStreams extends Handler.Wrapper {
  private static final int MOST = 16;

  /** Gives the events of one stream. */
  public interface Source {
    /**
     * Waits for the next event, a second at most: its data, empty for none yet, null at the end.
     */
    String next() throws InterruptedException;
  }

  private final Pattern path;
  private final Function<String, Source> sources;
  private final Semaphore free = new Semaphore(MOST);

  /**
   * Answers requests for streams and passes others on.
   *
   * @param path of streams, with one group, their names
   * @param sources makes a source for a name, or throws an HttpProblem
   */
  public EventStreams(Handler next, String path, Function<String, Source> sources) {
    super(next);
    this.path = Pattern.compile(path);
    this.sources = sources;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Matcher name = path.matcher(Request.getPathInContext(request));
    if (!name.matches() || !request.getMethod().equals("GET")) {
      return super.handle(request, response, callback);
    }
    try {
      Source source = sources.apply(name.group(1));
      if (!free.tryAcquire()) {
        throw new HttpProblem(503, "too many are looking on; try again");
      }
      Request.addCompletionListener(request, failure -> free.release());
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      InferencePool.daemons("events").newThread(() -> send(source, response, callback)).start();
    } catch (HttpProblem problem) {
      ProblemErrorHandler.write(request, response, callback, problem);
    }
    return true;
  }

  /** Writes until the source has no more, the client has gone, or the server stops. */
  private void send(Source source, Response response, Callback callback) {
    try {
      for (String data = source.next(); data != null; data = source.next()) {
        // Sends a comment now and then, which finds out whether the client is still there.
        String event = data.isEmpty() ? ":\n\n" : "data: " + data + "\n\n";
        Content.Sink.write(
            response, false, ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)));
      }
      response.write(true, null, callback);
    } catch (Throwable e) { // the client has gone
      callback.failed(e);
    }
  }
}
