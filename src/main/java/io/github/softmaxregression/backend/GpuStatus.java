package io.github.softmaxregression.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a GPU can be used, found out step by step without starting ND4J: where ND4J itself fails
 * on the way, it prints a stack trace and cannot be started again.
 *
 * @param usable whether ND4J can compute on it
 * @param cause why not, and what to do about it, in one line; empty if it is usable
 * @param gpus the graphics cards that were found, usable or not
 */
public record GpuStatus(boolean usable, String cause, List<Gpu> gpus) {
  /**
   * CUDA 11.x runs with the drivers of every 11.y (NVIDIA, "CUDA Compatibility", minor versions).
   */
  private static final int OLDEST_DRIVER = 11000;

  /** In what the system's loader says, a library that it did not find has no folder. */
  private static final Pattern MISSING_FILE =
      Pattern.compile("(?:^|: )(lib[\\w+-]+\\.so[.\\d]*): ");

  /** How Java's loader begins where this build lacks the natives of the machine's platform. */
  private static final String NOT_IN_BUILD = "no jni";

  /** Asks CUDA whether a GPU can be used. */
  static GpuStatus of(Cuda cuda) {
    if (!cuda.inBuild()) {
      return unusable(
          "this build has no CUDA backend; make one that has with mvn package -Pcuda"
              + " (Platforms and GPUs in the README)");
    }
    try {
      cuda.loadDriver();
    } catch (UnsatisfiedLinkError e) {
      return unusable(driver(e));
    }
    try {
      cuda.loadRuntime();
      return ofDevices(cuda);
    } catch (UnsatisfiedLinkError e) {
      return unusable(library(e));
    }
  }

  private static GpuStatus ofDevices(Cuda cuda) {
    if (cuda.driverVersion() < OLDEST_DRIVER) {
      return unusable(tooOld(cuda));
    }
    List<Gpu> gpus = new ArrayList<>();
    try {
      int count = cuda.deviceCount();
      for (int i = 0; i < count; i++) {
        gpus.add(cuda.device(i));
      }
    } catch (CudaException e) {
      return unusable(error(e, cuda));
    }
    if (gpus.isEmpty()) {
      return unusable(noDevice(""));
    }
    if (!gpus.stream().allMatch(Gpu::supported)) {
      return new GpuStatus(false, unsupported(gpus), gpus);
    }
    if (gpus.size() > 1) {
      return new GpuStatus(
          false,
          gpus.size()
              + " GPUs are visible and ND4J would spread one training over them;"
              + " show it one with CUDA_VISIBLE_DEVICES, for example 0",
          gpus);
    }
    try {
      cuda.loadLibraries();
    } catch (UnsatisfiedLinkError e) {
      return new GpuStatus(false, library(e), gpus);
    }
    return new GpuStatus(true, "", gpus);
  }

  private static GpuStatus unusable(String cause) {
    return new GpuStatus(false, cause, List.of());
  }

  private static String driver(UnsatisfiedLinkError e) {
    return "no NVIDIA driver: "
        + (missingFile(e).isEmpty() ? firstCause(e) : missingFile(e) + " not found")
        + "; install a driver for CUDA 11.6 (Linux 450.80.02, Windows 452.39 or newer)";
  }

  private static String tooOld(Cuda cuda) {
    int version = cuda.driverVersion();
    return ("the NVIDIA driver is too old: found one for CUDA %d.%d;"
            + " update it (Linux 450.80.02, Windows 452.39 or newer)")
        .formatted(version / 1000, version % 1000 / 10);
  }

  private static String error(CudaException e, Cuda cuda) {
    return switch (e.code()) {
      case CudaException.INSUFFICIENT_DRIVER -> tooOld(cuda);
      case CudaException.NO_DEVICE -> noDevice(" (CUDA " + e.getMessage() + ")");
      default -> "CUDA does not start: " + e.getMessage() + "; see what nvidia-smi says";
    };
  }

  private static String noDevice(String details) {
    return "no NVIDIA GPU found"
        + details
        + "; see what nvidia-smi says and whether CUDA_VISIBLE_DEVICES hides it";
  }

  private static String unsupported(List<Gpu> gpus) {
    Gpu first = gpus.stream().filter(gpu -> !gpu.supported()).findFirst().orElseThrow();
    String others =
        IntStream.range(0, gpus.size())
            .filter(i -> gpus.get(i).supported())
            .limit(1)
            .mapToObj(i -> ", or hide it with CUDA_VISIBLE_DEVICES=" + i)
            .collect(Collectors.joining());
    return ("%s has compute capability %s: not supported by this release of ND4J, which has code for"
            + " 3.7 to 8.9; use the CPU%s")
        .formatted(first.name(), first.computeCapability(), others);
  }

  private static String library(UnsatisfiedLinkError e) {
    String file = missingFile(e);
    if (!file.isEmpty()) {
      return ("CUDA 11.6's %s not found; put the lib64 folder of CUDA 11.6 into LD_LIBRARY_PATH, or"
              + " build with mvn package -Pcuda,cuda-redist, which brings it")
          .formatted(file);
    }
    String cause = firstCause(e);
    if (cause.startsWith(NOT_IN_BUILD)) {
      return "this build has no CUDA natives for %s; build it there with mvn package -Pcuda"
          .formatted(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
    return "CUDA 11.6's libraries do not load ("
        + cause
        + "); see Platforms and GPUs in the README";
  }

  /** The library that the system's loader did not find, or nothing if something else went wrong. */
  private static String missingFile(UnsatisfiedLinkError error) {
    Matcher matcher = MISSING_FILE.matcher(firstCause(error));
    return matcher.find() ? matcher.group(1) : "";
  }

  /** JavaCPP puts its own error around what the system said. */
  private static String firstCause(Throwable error) {
    Throwable first = error;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return String.valueOf(first.getMessage());
  }
}
