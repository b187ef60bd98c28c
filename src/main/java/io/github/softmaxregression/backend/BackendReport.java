package io.github.softmaxregression.backend;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * What ND4J computes with on this machine, and what it could compute with.
 *
 * @param device what was asked for: auto, cpu or gpu
 * @param backend the backend that computes
 * @param reason why it is that one
 * @param backends both backends that ND4J has
 * @param gpus the graphics cards that were found, usable or not
 * @param platform operating system and processor as JavaCPP names them
 * @param processors that Java may use
 * @param blas the library behind matrix products
 * @param openMpThreads threads of ND4J's own loops
 * @param blasThreads threads of the matrix products
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
    String natives) {

  /**
   * Whether ND4J could compute with a backend.
   *
   * @param name of ND4J's class
   * @param inBuild whether it is on the class path
   * @param usable yes, no, or null if nobody looked
   * @param cause why not, or why nobody looked; empty if it is usable
   */
  public record Availability(String name, boolean inBuild, Boolean usable, String cause) {}

  /** Looks at ND4J, which was started with a choice. */
  public static BackendReport of(Device device, BackendChoice choice) {
    GpuStatus gpu = choice.gpu();
    return new BackendReport(
        device.name().toLowerCase(Locale.ROOT),
        choice.backend().simpleName(),
        choice.reason(),
        List.of(
            new Availability(
                Backend.CPU.simpleName(),
                Backend.CPU.onClassPath(),
                Backend.CPU.onClassPath(),
                Backend.CPU.onClassPath() ? "" : "this build has no CPU backend"),
            new Availability(
                Backend.CUDA.simpleName(),
                Backend.CUDA.onClassPath(),
                gpu == null ? null : gpu.usable(),
                gpu == null ? "not looked at, since the CPU was asked for" : gpu.cause())),
        gpu == null ? List.of() : gpu.gpus(),
        Loader.getPlatform(),
        Runtime.getRuntime().availableProcessors(),
        Nd4j.factory().blas().getBlasVendor().toString(),
        NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads(),
        Nd4jThreads.inUse(),
        nativesFolder());
  }

  private static String nativesFolder() {
    try {
      return Loader.getCacheDir().toString();
    } catch (IOException e) {
      return "none (" + e.getMessage() + ")";
    }
  }
}
