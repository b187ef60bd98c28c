package io.github.softmaxregression.backend;

import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cusolver;
import org.bytedeco.javacpp.Loader;
import org.nd4j.common.config.ND4JClassLoading;

/** CUDA as JavaCPP reaches it, the same way as ND4J does. */
final class JavaCppCuda implements Cuda {
  @Override
  public boolean inBuild() {
    return Backend.CUDA.onClassPath();
  }

  @Override
  public void loadDriver() {
    Loader.load(Loader.class); // which brings the system's own way to load
    Loader.loadGlobal(windows() ? "nvcuda.dll" : "libcuda.so.1");
  }

  @Override
  public void loadRuntime() {
    Loader.load(cudart.class);
  }

  @Override
  public int driverVersion() throws CudaException {
    int[] version = new int[1];
    check(cudart.cudaDriverGetVersion(version));
    return version[0];
  }

  @Override
  public int deviceCount() throws CudaException {
    int[] count = new int[1];
    check(cudart.cudaGetDeviceCount(count));
    return count[0];
  }

  @Override
  public Gpu device(int index) throws CudaException {
    try (cudaDeviceProp properties = new cudaDeviceProp()) {
      check(cudart.cudaGetDeviceProperties(properties, index));
      return new Gpu(
          properties.name().getString(),
          properties.totalGlobalMem(),
          properties.major(),
          properties.minor());
    }
  }

  @Override
  public void open() throws CudaException {
    check(cudart.cudaSetDevice(0));
    check(cudart.cudaFree(null)); // makes the context, with which the card's memory is taken
  }

  @Override
  public void loadLibraries() {
    Loader.load(cublas.class);
    loadSolver();
    // ND4J's library itself: once ND4J has begun to start with it there is no way back to the CPU.
    Loader.load(ND4JClassLoading.loadClassByName("org.nd4j.linalg.jcublas.bindings.Nd4jCuda"));
  }

  /** From the system, or else from CUDA's libraries on the class path. */
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
