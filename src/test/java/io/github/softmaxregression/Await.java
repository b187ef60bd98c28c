package io.github.softmaxregression;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what a test expects of a thread or a process, with a generous end. */
public final class Await {
  public static final int SECONDS = 120;

  private static final int PAUSE_MILLIS = 50;

  private Await() {}

  /** Asks until a condition holds; fails at the end, with the last exception if there was one. */
  public static void until(String what, Callable<Boolean> condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (Exception e) {
        last = e;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new AssertionError("never: " + what, last);
  }
}
