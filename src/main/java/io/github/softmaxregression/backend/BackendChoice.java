package io.github.softmaxregression.backend;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * Chooses ND4J's backend, before ND4J starts, which happens once in a process.
 *
 * @param reason why, in a few words
 * @param gpu whether a GPU can be used; null where none was looked for
 */
public record BackendChoice(Backend backend, String reason, GpuStatus gpu) {
  /** Asks for the GPU where it is usable and else the CPU, for the CPU, or for the GPU alone. */
  public enum Device {
    AUTO,
    CPU,
    GPU
  }

  private static final String SERVICES = "META-INF/services/" + Nd4jBackend.class.getName();

  /**
   * Chooses. A build without CUDA loads none of the classes that would look for a GPU.
   *
   * @throws UnusableDeviceException if it is to be a GPU and none can be used
   */
  public static BackendChoice of(Device wanted) {
    if (wanted == Device.CPU) {
      return new BackendChoice(Backend.CPU, "as asked for", null);
    }
    return of(wanted, Backend.CUDA.onClassPath() ? GpuStatus.of(new Cuda()) : null);
  }

  static BackendChoice of(Device wanted, GpuStatus gpu) {
    if (gpu != null && gpu.usable()) {
      return new BackendChoice(Backend.CUDA, "the GPU is usable", gpu);
    }
    String cause = gpu == null ? GpuStatus.NO_CUDA : gpu.cause();
    if (wanted == Device.GPU) {
      throw UnusableDeviceException.noGpu(cause);
    }
    return new BackendChoice(Backend.CPU, "no usable GPU: " + cause, gpu);
  }

  /** What ND4J computes on: {@code CPU}, or the name of the graphics card. */
  public String device() {
    return backend == Backend.CPU ? "CPU" : gpu.gpus().get(0).name();
  }

  /** For example {@code CpuBackend}, or {@code JCublasBackend on NVIDIA A100-PCIE-40GB}. */
  @Override
  public String toString() {
    return backend.simpleName() + (backend == Backend.CPU ? "" : " on " + device());
  }

  /**
   * Starts ND4J with it.
   *
   * @throws UnusableDeviceException if it does not start, or has started with another backend
   */
  public void start() {
    ND4JClassLoading.setNd4jClassloader(loaderOf(backend));
    try {
      String running = Nd4j.getBackend().getClass().getSimpleName();
      if (!running.equals(backend.simpleName())) {
        throw UnusableDeviceException.started(running, backend);
      }
    } catch (LinkageError e) {
      if (backend == Backend.CPU) {
        throw e;
      }
      throw UnusableDeviceException.notStarted(e);
    }
  }

  /**
   * Lets ND4J find its backend beside this class where the thread that starts it knows none: in a
   * plugin, whose host has another class loader.
   */
  public static void findBesideThis() {
    ClassLoader known = ND4JClassLoading.getNd4jClassloader();
    if (known == null || known.getResource(SERVICES) == null) {
      ND4JClassLoading.setNd4jClassloaderFromClass(BackendChoice.class);
    }
  }

  /**
   * Lets ND4J find one backend and no other. ND4J would ask all on the class path in the order of
   * their priorities, which only the environment can change, and print a stack trace for each that
   * cannot run.
   */
  static ClassLoader loaderOf(Backend backend) {
    return new ClassLoader(BackendChoice.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        String names = backend.name().toLowerCase(Locale.ROOT) + ".backend";
        return name.equals(SERVICES)
            ? Collections.enumeration(List.of(Backend.class.getResource(names)))
            : super.getResources(name);
      }
    };
  }
}
