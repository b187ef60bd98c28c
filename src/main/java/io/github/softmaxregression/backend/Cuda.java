package io.github.softmaxregression.backend;

import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cusolver;
import org.bytedeco.javacpp.Loader;
import org.nd4j.common.config.ND4JClassLoading;

/**
 * Asks CUDA, step by step, without starting ND4J, but through JavaCPP as ND4J does. Loading throws
 * LinkageError if a library does not load, the other steps CudaException if CUDA reports an error.
 * Tests put their own answers in its place.
 */
class Cuda {
  /** Carries an error code of CUDA's runtime. */
  static final class CudaException extends Exception {
    private static final long serialVersionUID = 1L;

    static final int INSUFFICIENT_DRIVER = 35; // older than the runtime library can work with
    static final int NO_DEVICE = 100;

    final int code;

    /** Takes CUDA's code and its name for it, for example 100 and {@code cudaErrorNoDevice}. */
    CudaException(int code, String name) {
      super("error " + code + ", " + name);
      this.code = code;
    }
  }

  void loadDriver() {
    Loader.load(Loader.class); // which brings the system's own way to load
    Loader.loadGlobal(windows() ? "nvcuda.dll" : "libcuda.so.1");
  }

  void loadRuntime() {
    Loader.load(cudart.class);
  }

  /** Gives the newest CUDA version of the driver, 1000 * major + 10 * minor; 0 without driver. */
  int driverVersion() throws CudaException {
    int[] version = new int[1];
    check(cudart.cudaDriverGetVersion(version));
    return version[0];
  }

  int deviceCount() throws CudaException {
    int[] count = new int[1];
    check(cudart.cudaGetDeviceCount(count));
    return count[0];
  }

  /** Describes a graphics card, the first of index 0. */
  Gpu device(int index) throws CudaException {
    try (cudaDeviceProp properties = new cudaDeviceProp()) {
      check(cudart.cudaGetDeviceProperties(properties, index));
      String name = properties.name().getString();
      return new Gpu(name, properties.totalGlobalMem(), properties.major(), properties.minor());
    }
  }

  /** Begins to use the first card, which fails if it is full or kept by another process. */
  void open() throws CudaException {
    check(cudart.cudaSetDevice(0));
    check(cudart.cudaFree(null)); // makes the context, with which the card's memory is taken
  }

  /** Loads CUDA's other libraries that ND4J needs, and ND4J's own for it. */
  void loadLibraries() {
    Loader.load(cublas.class);
    loadSolver();
    // Once ND4J has begun to start with its own library there is no way back to the CPU.
    Loader.load(ND4JClassLoading.loadClassByName("org.nd4j.linalg.jcublas.bindings.Nd4jCuda"));
  }

  /** Loads it from the system, or else from CUDA's libraries on the class path. */
  private static void loadSolver() {
    try {
      Loader.loadGlobal(windows() ? "cusolver64_11.dll" : "libcusolver.so.11");
    } catch (UnsatisfiedLinkError missing) {
      try {
        Loader.load(cusolver.class);
      } catch (LinkageError e) {
        // The other asks for more libraries than ND4J needs, and may name one of them.
        throw missing;
      }
    }
  }

  private static boolean windows() {
    return Loader.getPlatform().startsWith("windows");
  }

  private static void check(int code) throws CudaException {
    if (code != 0) {
      throw new CudaException(code, cudart.cudaGetErrorName(code).getString());
    }
  }
}
