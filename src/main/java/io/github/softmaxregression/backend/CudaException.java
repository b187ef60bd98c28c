package io.github.softmaxregression.backend;

/** An error code of CUDA's runtime. */
final class CudaException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The driver is older than the runtime library can work with. */
  static final int INSUFFICIENT_DRIVER = 35;

  /** No graphics card can be seen. */
  static final int NO_DEVICE = 100;

  private final int code;

  /** With CUDA's code and its name for it, for example 100 and {@code cudaErrorNoDevice}. */
  CudaException(int code, String name) {
    super("error " + code + ", " + name);
    this.code = code;
  }

  int code() {
    return code;
  }
}
