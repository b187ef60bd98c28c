package io.github.softmaxregression.backend;

/**
 * What can be asked of CUDA, one step after the other, without starting ND4J. Tests put their own
 * in its place.
 */
interface Cuda {
  /** Whether ND4J's CUDA backend is on the class path. */
  boolean inBuild();

  /**
   * Loads NVIDIA's driver.
   *
   * @throws UnsatisfiedLinkError if it does not load
   */
  void loadDriver();

  /**
   * Loads CUDA's runtime library.
   *
   * @throws UnsatisfiedLinkError if it does not load
   */
  void loadRuntime();

  /** The newest CUDA version that the driver supports, 1000 * major + 10 * minor; 0 without one. */
  int driverVersion();

  /**
   * The number of graphics cards that can be seen.
   *
   * @throws CudaException if CUDA reports an error
   */
  int deviceCount() throws CudaException;

  /**
   * A graphics card.
   *
   * @param index from 0
   * @throws CudaException if CUDA reports an error
   */
  Gpu device(int index) throws CudaException;

  /**
   * Loads CUDA's other libraries that ND4J needs, and ND4J's own for it.
   *
   * @throws UnsatisfiedLinkError if one does not load
   */
  void loadLibraries();
}
