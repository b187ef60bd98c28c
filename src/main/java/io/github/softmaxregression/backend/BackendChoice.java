package io.github.softmaxregression.backend;

import org.nd4j.common.config.ND4JClassLoading;

/**
 * Which backend ND4J is to compute with, and why. Decided before ND4J starts, which happens once in
 * a process.
 *
 * @param backend the one chosen
 * @param reason why, in a few words
 * @param gpu whether a GPU can be used, or null if nobody looked
 */
public record BackendChoice(Backend backend, String reason, GpuStatus gpu) {
  /**
   * Chooses.
   *
   * @throws UnusableDeviceException if it is to be a GPU and none can be used
   */
  public static BackendChoice of(Device wanted) {
    return of(wanted, new JavaCppCuda());
  }

  static BackendChoice of(Device wanted, Cuda cuda) {
    if (wanted == Device.CPU) {
      return new BackendChoice(Backend.CPU, "as asked for", null);
    }
    GpuStatus gpu = GpuStatus.of(cuda);
    if (gpu.usable()) {
      return new BackendChoice(Backend.CUDA, "the GPU is usable", gpu);
    }
    if (wanted == Device.GPU) {
      throw new UnusableDeviceException("the GPU cannot be used: " + gpu.cause());
    }
    return new BackendChoice(Backend.CPU, "no usable GPU: " + gpu.cause(), gpu);
  }

  /** What ND4J computes on: {@code CPU}, or the name of the graphics card. */
  public String device() {
    return backend == Backend.CPU ? "CPU" : gpu.gpus().get(0).name();
  }

  /** For example {@code CpuBackend}, or {@code JCublasBackend on NVIDIA A100-PCIE-40GB}. */
  @Override
  public String toString() {
    return backend == Backend.CPU ? backend.simpleName() : backend.simpleName() + " on " + device();
  }

  /**
   * Starts ND4J with it.
   *
   * @throws UnusableDeviceException if ND4J does not start on the GPU, or has started before with
   *     another backend
   */
  public void start() {
    ND4JClassLoading.setNd4jClassloader(new OneBackendLoader(backend));
    try {
      if (!backend.isRunning()) {
        throw new UnusableDeviceException(
            "ND4J computes with %s already, and cannot change to %s in the same process"
                .formatted(Backend.running(), backend.simpleName()));
      }
    } catch (LinkageError e) {
      if (backend == Backend.CPU) {
        throw e;
      }
      throw new UnusableDeviceException(
          "ND4J does not start on the GPU (%s); --device cpu does without"
              .formatted(Causes.root(e)),
          e);
    }
  }
}
