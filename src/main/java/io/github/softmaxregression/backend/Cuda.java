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
   * @throws LinkageError if it does not load
   */
  void loadDriver();

  /**
   * Loads CUDA's runtime library.
   *
   * @throws LinkageError if it does not load
   */
  void loadRuntime();

  /**
   * The newest CUDA version that the driver supports, 1000 * major + 10 * minor; 0 without one.
   *
   * @throws CudaException if CUDA reports an error
   */
  int driverVersion() throws CudaException;

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
   * Begins to use the first graphics card: one that is full, or kept by another process, says so.
   *
   * @throws CudaException if CUDA reports an error
   */
  void open() throws CudaException;

  /**
   * Loads CUDA's other libraries that ND4J needs, and ND4J's own for it.
   *
   * @throws LinkageError if one does not load
   */
  void loadLibraries();
}
