package io.github.softmaxregression;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what a test expects of a thread or a process, with a generous end. */
public final class Await {
  public static final int SECONDS = 120;

  /** Suffices for the longest child, a training, beside four other busy processes. */
  private static final int EXIT_SECONDS = 15 * 60;

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

  /** Waits for a child process to end; ends it and fails, if it does not, so that none is left. */
  public static int exit(Process process) throws InterruptedException {
    return exit(process, EXIT_SECONDS);
  }

  /** Waits likewise, for one that is to end sooner. */
  public static int exit(Process process, int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end in " + seconds + " s: " + process.info());
    }
    return process.exitValue();
  }
}
