package io.github.softmaxregression.data;

import java.io.IOException;

/** A file that cannot be used; its message is one line that a user can act on. */
public final class InvalidFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What a library says of a file may quote all of it. */
  private static final int LONGEST_FINDING = 300;

  private final String problem;

  /**
   * Composes the line {@code file: found …, expected …; nextStep}.
   *
   * @param file the file as the user named it
   * @param found what the file holds
   * @param expected what it should hold
   * @param nextStep what the user can do about it
   */
  public InvalidFileException(Object file, String found, String expected, String nextStep) {
    this("%s: found %s, expected %s".formatted(file, oneLine(found), expected), nextStep);
  }

  private static String oneLine(String found) {
    String line = found.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() > LONGEST_FINDING ? line.substring(0, LONGEST_FINDING) + "..." : line;
  }

  private InvalidFileException(String problem, String nextStep) {
    super(problem + "; " + nextStep);
    this.problem = problem;
  }

  /** The same problem where a user can do something else about it. */
  public InvalidFileException withNextStep(String nextStep) {
    InvalidFileException other = new InvalidFileException(problem, nextStep);
    other.initCause(this);
    return other;
  }
}
