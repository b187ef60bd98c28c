package io.github.softmaxregression.web.http;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what reads pictures and computes, on as many threads as there are processors: more would not
 * be faster, and each picture that is being read takes memory. {@link ConcurrencyLimit} limits the
 * requests that wait for them. Threads cannot be stopped: one that does not come back in time is
 * replaced, while those are few.
 */
public final class InferencePool implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;

  private final int size = threadCount();
  private final Duration timeout;
  private final ThreadPoolExecutor threads;
  private int late; // guarded by this

  /** Makes a pool in which work has half a minute. */
  public InferencePool() {
    this(Duration.ofSeconds(TIMEOUT_SECONDS));
  }

  InferencePool(Duration timeout) {
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("worker"));
  }

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

  /** Threads that have not come back in time. */
  public synchronized int late() {
    return late;
  }

  /** Whether work is still done: as many threads again may be late. */
  public boolean isReady() {
    return late() <= size;
  }

  /** Runs work and waits for its result; a problem if it takes too long or too much memory. */
  public <T> T call(Callable<T> work) throws Exception {
    Task<T> task = new Task<>(work);
    threads.execute(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      threads.remove(task);
      task.tooLate();
      throw new HttpProblem(503, "no answer within %d s; try again", timeout.toSeconds());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new HttpProblem(503, "not enough memory at the moment; try again");
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private synchronized void count(int change) {
    late += change;
    int wanted = size + Math.min(size, late);
    if (wanted > threads.getMaximumPoolSize()) {
      threads.setMaximumPoolSize(wanted);
      threads.setCorePoolSize(wanted);
    } else {
      threads.setCorePoolSize(wanted);
      threads.setMaximumPoolSize(wanted);
    }
  }

  /** Tracks whether it still runs after its time-out. */
  private final class Task<T> extends FutureTask<T> {
    private boolean running; // guarded by this, as the rest
    private boolean counted;

    Task(Callable<T> work) {
      super(work);
    }

    @Override
    public void run() {
      synchronized (this) {
        running = true;
      }
      super.run();
      synchronized (this) {
        running = false;
        if (counted) {
          count(-1);
        }
      }
    }

    /** Asks it to end, and counts it if it does not. */
    synchronized void tooLate() {
      cancel(true);
      if (running) {
        counted = true;
        count(1);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
