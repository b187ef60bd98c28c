package io.github.softmaxregression.backend;

/** ND4J cannot compute on what was asked for; the message says why in one line. */
public final class UnusableDeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableDeviceException(String message) {
    super(message);
  }

  UnusableDeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
