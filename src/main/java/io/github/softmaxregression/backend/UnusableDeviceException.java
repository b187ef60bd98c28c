package io.github.softmaxregression.backend;

/** Says in one line why ND4J cannot compute on what was asked for. */
public final class UnusableDeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private UnusableDeviceException(String message, Throwable cause) {
    super(message, cause);
  }

  static RuntimeException noGpu(String cause) {
    return new UnusableDeviceException("the GPU cannot be used: " + cause, null);
  }

  static RuntimeException started(String running, Backend wanted) {
    String change = running + " already, and cannot change to " + wanted.simpleName();
    return new UnusableDeviceException(
        "ND4J computes with " + change + " in the same process", null);
  }

  static RuntimeException notStarted(LinkageError e) {
    String problem = "ND4J does not start on the GPU (%s); --device cpu does without";
    return new UnusableDeviceException(problem.formatted(Causes.root(e)), e);
  }
}
