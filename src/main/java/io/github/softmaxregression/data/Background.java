package io.github.softmaxregression.data;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * Runs work in a thread of its own while the caller does something else.
 *
 * <p>Closing waits for its end: a process that ended in the middle of loading native libraries
 * could leave half of one behind.
 *
 * @param <T> what comes out of it
 */
public final class Background<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  private Background(String name, Callable<T> work) {
    task = new FutureTask<>(work);
    thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts some work. */
  public static <T> Background<T> start(String name, Callable<T> work) {
    return new Background<>(name, work);
  }

  /**
   * Waits for the work and returns its result, or throws what the work has thrown.
   *
   * @throws IOException if the work has thrown it
   */
  public T result() throws IOException {
    return result(task);
  }

  /** Waits likewise for any future. */
  public static <T> T result(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      return ExceptionUtils.rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  @Override
  public void close() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
