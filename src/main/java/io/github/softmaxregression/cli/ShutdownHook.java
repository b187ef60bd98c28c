package io.github.softmaxregression.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Holds the end of the process up, when a person or the system asks for it, until work has been put
 * into a state to go on from.
 */
final class ShutdownHook implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Thread hook = new Thread(this::waitForWork, "stop");
  private volatile boolean requested;

  ShutdownHook() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the work should be put down. */
  boolean requested() {
    return requested;
  }

  /** Waits until the work should be put down, or the thread is interrupted. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitForWork() {
    requested = true;
    asked.countDown();
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended, or been put down. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: that is what the hook was for.
    }
  }
}
