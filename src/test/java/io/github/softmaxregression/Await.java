package io.github.softmaxregression;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what another process does. */
final class Await {
  private static final int MINUTES = 3;

  private Await() {}

  /** Returns as soon as a condition holds, and fails if it never does. */
  static void until(String expected, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited %d minutes in vain for %s".formatted(MINUTES, expected));
      }
      Thread.sleep(20);
    }
  }
}
