package io.github.softmaxregression.web.http;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what reads pictures and computes, on as many threads as there are processors: more would not
 * be faster, and each picture that is being read takes memory. {@link ConcurrencyLimit} limits the
 * requests that wait for them.
 */
public final class InferencePool implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(threadCount(), daemons("worker"));

  /** Makes threads that do not keep the program from ending. */
  public static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static int threadCount() {
    Runtime runtime = Runtime.getRuntime();
    // Leaves each thread twice what the largest pictures take while they are read.
    int byHeap = (int) Math.max(1, runtime.maxMemory() / (256 << 20));
    return Math.min(byHeap, Math.min(8, runtime.availableProcessors()));
  }

  /** Runs work and waits for its result; a problem if it takes too long or too much memory. */
  public <T> T call(Callable<T> work) throws Exception {
    Future<T> future = threads.submit(work);
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new HttpProblem(503, "no answer within %d s; try again", TIMEOUT_SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new HttpProblem(503, "not enough memory at the moment; try again");
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
