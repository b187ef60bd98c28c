package io.github.softmaxregression.notebook;

import java.util.Locale;

/** Checks what a notebook claims: a cell whose claim does not hold fails. */
public final class Check {
  /** Reports a claim that does not hold. */
  public static final class FailedCheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedCheckException(String message) {
      super(message);
    }

    /** Has no stack trace: what is wrong stands in the cell. */
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private Check() {}

  /** Prints a claim that holds, or throws a FailedCheckException. */
  public static void that(String claim, boolean holds) {
    if (!holds) {
      throw new FailedCheckException(claim + ": does not hold");
    }
    System.out.println("right: " + claim);
  }

  /** Prints a claim about a number that is at most so far off, or throws a FailedCheckException. */
  public static void near(String claim, double expected, double actual, double tolerance) {
    if (!(Math.abs(expected - actual) <= tolerance)) { // not for NaN either
      throw new FailedCheckException(
          "%s: expected %s, found %s".formatted(claim, number(expected), number(actual)));
    }
    System.out.println("right: " + claim + ", " + number(actual));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
