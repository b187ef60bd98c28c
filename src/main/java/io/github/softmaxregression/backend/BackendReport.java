package io.github.softmaxregression.backend;

import io.github.softmaxregression.backend.BackendChoice.Device;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Describes what ND4J computes with on this machine, and what it could compute with.
 *
 * @param device what was asked for: auto, cpu or gpu
 * @param gpus the graphics cards that were found, usable or not
 * @param platform operating system and processor as JavaCPP names them
 * @param processors that Java may use
 * @param blas the library behind matrix products
 * @param openMpThreads threads of ND4J's own loops
 * @param blasThreads threads of the matrix products
 * @param minibatchThreads how many threads may work on a minibatch, each with ND4J
 * @param natives the folder that native libraries are unpacked into
 */
public record BackendReport(
    String device,
    String backend,
    String reason,
    List<Availability> backends,
    List<Gpu> gpus,
    String platform,
    int processors,
    String blas,
    int openMpThreads,
    int blasThreads,
    int minibatchThreads,
    String natives) {
  /**
   * Tells whether ND4J could compute with a backend.
   *
   * @param inBuild whether it is on the class path
   * @param usable yes, no, or null if it was not looked at
   * @param cause why not, or why it was not looked at; empty if it is usable
   */
  public record Availability(String name, boolean inBuild, Boolean usable, String cause) {}

  /** Describes ND4J, which was started with a choice. */
  public static BackendReport of(Device device, BackendChoice choice) {
    GpuStatus gpu = choice.gpu();
    boolean cpuInBuild = Backend.CPU.onClassPath();
    String cause = cpuInBuild ? "" : "this build has no CPU backend";
    var cpu = new Availability(Backend.CPU.simpleName(), cpuInBuild, cpuInBuild, cause);
    return new BackendReport(
        device.name().toLowerCase(Locale.ROOT),
        choice.backend().simpleName(),
        choice.reason(),
        List.of(cpu, cuda(device, gpu)),
        gpu == null ? List.of() : gpu.gpus(),
        Loader.getPlatform(),
        Runtime.getRuntime().availableProcessors(),
        Nd4j.factory().blas().getBlasVendor().toString(),
        NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads(),
        Nd4j.factory().blas().getMaxThreads(),
        Threads.inUse(),
        nativesFolder());
  }

  private static Availability cuda(Device device, GpuStatus gpu) {
    String name = Backend.CUDA.simpleName();
    boolean inBuild = Backend.CUDA.onClassPath();
    if (device == Device.CPU) {
      return new Availability(name, inBuild, null, "not looked at, since the CPU was asked for");
    }
    return gpu == null
        ? new Availability(name, inBuild, false, GpuStatus.NO_CUDA)
        : new Availability(name, inBuild, gpu.usable(), gpu.cause());
  }

  private static String nativesFolder() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException e) {
      return "none (" + e.getMessage() + ")";
    }
  }
}
