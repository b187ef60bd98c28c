package io.github.softmaxregression.web;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads that read pictures and compute, as many as there are processors: more would not be
 * faster, and each picture that is being read takes memory. How many requests wait for them is
 * limited by {@link Places}.
 */
final class Workers implements AutoCloseable {
  private static final int MOST_THREADS = 8;

  /** Java's memory for each thread: twice what the largest pictures take while they are read. */
  private static final long MEMORY_OF_A_THREAD = 256L << 20;

  private static final int PATIENCE_SECONDS = 30;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          howMany(),
          work -> {
            Thread thread = new Thread(work, "worker");
            thread.setDaemon(true);
            return thread;
          });

  private static int howMany() {
    Runtime runtime = Runtime.getRuntime();
    long forMemory = Math.max(1, runtime.maxMemory() / MEMORY_OF_A_THREAD);
    return (int) Math.min(Math.min(MOST_THREADS, runtime.availableProcessors()), forMemory);
  }

  /**
   * Has some work done and waits for it.
   *
   * @throws HttpProblem if it takes too long or too much memory
   * @throws Exception what the work throws
   */
  <T> T call(Callable<T> work) throws Exception {
    Future<T> future = threads.submit(work);
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new HttpProblem(503, "no answer within %d s; try again".formatted(PATIENCE_SECONDS));
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
