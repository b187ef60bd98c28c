package io.github.softmaxregression.cli.output;

import java.io.PrintWriter;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells of work that takes its time: on a terminal how far it is, and, when a person or the system
 * ends the process, what is kept of it. What is said then holds: the thread that closes the work
 * does not go on.
 */
public final class LongWork implements AutoCloseable {
  /** What is kept where files are written at the end, each whole or not at all. */
  public static final String NOTHING = "nothing was written";

  private final PrintWriter err;
  private final ProgressLine line; // null where nobody watches
  private final Thread hook = new Thread(this::stop, "stop");
  private volatile String kept;

  /**
   * Begins work.
   *
   * @param name of the command
   * @param watched whether a person wants to know how far it is
   * @param kept of the work, if it is stopped
   */
  public LongWork(String name, PrintWriter err, boolean watched, String kept) {
    this.err = err;
    this.kept = kept;
    this.line = watched ? ProgressLine.start(name, err) : null;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    if (line != null) {
      line.close();
      err.print("\r"); // over the ^C that may stand there
    }
    err.println("stopped: " + kept);
    err.flush();
  }

  /** Takes how far the work is, as {@link ProgressLine#at} does. */
  public void at(double share, String format, Object... values) {
    if (line != null) {
      line.at(share, format, values);
    }
  }

  /** Makes room for something else to be printed. */
  public void clear() {
    if (line != null) {
      line.clear();
    }
  }

  /** Says what is kept from now on. */
  public void keeps(String newKept) {
    kept = newKept;
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // the process is ending, and it was said what is kept
      while (true) {
        LockSupport.park();
      }
    }
  }
}
