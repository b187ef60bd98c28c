package io.github.softmaxregression.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Tells in one line on a terminal how far work is and how long it will still take: {@code verify:
 * epoch 3 of 10, about 12 s left}. The line is written over again and again, and wiped out at the
 * end. Work that ends within two seconds shows none.
 */
public final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 79; // a line that breaks could not be wiped out
  private static final long NANOS = 1_000_000_000;
  private static final long SHOWN_AFTER = 2 * NANOS;
  private static final int REDRAW_MILLIS = 500;

  private final String name;
  private final PrintWriter err;
  private final LongSupplier clock;
  private final long begin;

  private String format; // null before it is known how far the work is
  private Object[] values;
  private double first;
  private long end; // of all work, estimated
  private int drawn; // characters that are on the terminal
  private boolean closed;

  ProgressLine(String name, PrintWriter err, LongSupplier clock) {
    this.name = name;
    this.err = err;
    this.clock = clock;
    this.begin = clock.getAsLong();
  }

  /** Whether standard error goes into a file or to another program: known on Linux alone. */
  public static boolean isRedirected() {
    try {
      return !Files.readSymbolicLink(Path.of("/proc/self/fd/2")).startsWith("/dev");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Begins a line that redraws itself until it is closed. */
  public static ProgressLine start(String name, PrintWriter err) {
    ProgressLine line = new ProgressLine(name, err, System::nanoTime);
    Thread ticker = new Thread(line::tick, "progress");
    ticker.setDaemon(true);
    ticker.start();
    return line;
  }

  private void tick() {
    while (draw()) {
      try {
        Thread.sleep(REDRAW_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /**
   * Takes how far the work is; costs little.
   *
   * @param share of the work that is done, from 0 to 1; counted from the first that is given
   * @param newFormat says it in words, as in {@code epoch %d of %d}
   */
  public synchronized void at(double share, String newFormat, Object... newValues) {
    long now = clock.getAsLong();
    first = format == null ? share : first;
    format = newFormat;
    values = newValues;
    double passed = share - first;
    end = passed > 0 ? now + Math.round((now - begin) * (1 - share) / passed) : 0;
  }

  /** Draws the line as it should be now; returns whether to go on. */
  synchronized boolean draw() {
    long now = clock.getAsLong();
    if (!closed && format != null && now - begin >= SHOWN_AFTER) {
      String text = name + ": " + format.formatted(values) + (end == 0 ? "" : left(end - now));
      String line = text.substring(0, Math.min(WIDTH, text.length()));
      err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
      err.flush();
      drawn = line.length();
    }
    return !closed;
  }

  private static String left(long nanos) {
    long seconds = Math.max(1, (nanos + NANOS - 1) / NANOS);
    if (seconds < 100) {
      return ", about %d s left".formatted(seconds);
    }
    long minutes = (seconds + 59) / 60;
    return minutes < 100
        ? ", about %d min left".formatted(minutes)
        : ", about %d h left".formatted((minutes + 59) / 60);
  }

  /** Wipes the line out, before something else is printed. */
  public synchronized void clear() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn + 2) + "\r"); // and the ^C that may stand after it
      err.flush();
      drawn = 0;
    }
  }

  /** Wipes the line out for good. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      clear();
    }
  }
}
