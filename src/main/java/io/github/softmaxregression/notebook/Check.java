package io.github.softmaxregression.notebook;

import java.util.Locale;
import java.util.function.BooleanSupplier;

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

  /**
   * Prints a claim about what a reader has written, or throws a FailedCheckException that says what
   * is wrong, and a hint. A body still to be written throws an UnsupportedOperationException.
   */
  public static void that(String claim, BooleanSupplier holds, String hint) {
    String problem;
    try {
      problem = holds.getAsBoolean() ? null : "not yet";
    } catch (UnsupportedOperationException e) {
      problem = "still to be written";
    } catch (RuntimeException e) {
      problem = "not yet, " + e;
    }
    if (problem != null) {
      throw new FailedCheckException("%s: %s. Hint: %s".formatted(claim, problem, hint));
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
