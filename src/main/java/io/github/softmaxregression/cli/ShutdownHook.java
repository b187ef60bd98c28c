package io.github.softmaxregression.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Delays the end of the process, when a person or the system asks for it, until work has been put
 * into a state to go on from.
 */
final class ShutdownHook implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;

  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread hook = new Thread(this::waitForWork, "stop");

  ShutdownHook() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void waitForWork() {
    asked.complete(null);
    done.completeOnTimeout(null, TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Whether the work should be put down. */
  boolean requested() {
    return asked.isDone();
  }

  void await() {
    asked.join();
  }

  /** Lets the process end: the work has ended, or been put down. */
  @Override
  public void close() {
    done.complete(null);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: that is what the hook was for.
    }
  }
}
