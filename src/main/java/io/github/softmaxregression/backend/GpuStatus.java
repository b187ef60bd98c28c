package io.github.softmaxregression.backend;

import io.github.softmaxregression.backend.Cuda.CudaException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether a GPU can be used, step by step without starting ND4J: where ND4J itself fails on
 * the way, it prints a stack trace and cannot be started again.
 *
 * @param usable whether ND4J can compute on it
 * @param cause why not, and what to do about it, in one line; empty if it is usable
 * @param gpus the graphics cards that were found, usable or not
 */
public record GpuStatus(boolean usable, String cause, List<Gpu> gpus) {
  /** CUDA 11.x runs with the drivers of every 11.y (NVIDIA, "CUDA Compatibility"). */
  private static final int OLDEST_DRIVER = 11000;

  static final String NO_CUDA =
      "this build has no CUDA backend; make one that has with mvn package -Pcuda"
          + " (Platforms and GPUs in the README)";

  private static final String NO_DRIVER = "no NVIDIA driver: ";
  private static final String INSTALL =
      "; install one for CUDA 11.6 (Linux 450.80.02, Windows 452.39 or newer)";

  /**
   * Finds a missing library in the system loader's message, in any language: it has no folder
   * before it; one that does not fit may have none either.
   */
  private static final Pattern MISSING_FILE =
      Pattern.compile("(?:^|: )(lib[\\w+-]+\\.so[.\\d]*): (?!.*(?:ELF|too short))");

  /** Matches NVIDIA's libraries: others are ND4J's own. */
  private static final Pattern OF_CUDA = Pattern.compile("libcu(dart|blas|blasLt|solver|sparse).*");

  /** Begins JavaCPP's message where this build lacks the natives of the machine's platform. */
  private static final String NOT_IN_BUILD = "Could not find jni";

  static GpuStatus of(Cuda cuda) {
    List<Gpu> gpus = new ArrayList<>();
    String cause = cause(cuda, gpus);
    return new GpuStatus(cause.isEmpty(), cause, gpus);
  }

  /** Says why none can be used, or nothing; adds the cards that are found. */
  private static String cause(Cuda cuda, List<Gpu> gpus) {
    try {
      cuda.loadDriver();
    } catch (LinkageError e) {
      String file = missingFile(e);
      return file.isEmpty()
          ? "NVIDIA's driver does not load (%s); see what nvidia-smi says".formatted(message(e))
          : NO_DRIVER + file + " not found" + INSTALL;
    }
    try {
      cuda.loadRuntime();
      int driver = cuda.driverVersion();
      if (driver == 0) {
        return NO_DRIVER + "CUDA finds none" + INSTALL;
      }
      if (driver < OLDEST_DRIVER) {
        return "the NVIDIA driver is too old: found one for CUDA %d.%d"
                .formatted(driver / 1000, driver % 1000 / 10)
            + INSTALL;
      }
      int count = cuda.deviceCount();
      for (int i = 0; i < count; i++) {
        gpus.add(cuda.device(i));
      }
      String cause = cause(gpus);
      if (cause.isEmpty()) {
        cuda.open();
        cuda.loadLibraries();
      }
      return cause;
    } catch (CudaException e) {
      return switch (e.code) {
        case CudaException.INSUFFICIENT_DRIVER ->
            "the NVIDIA driver is too old (CUDA " + e.getMessage() + ")" + INSTALL;
        case CudaException.NO_DEVICE -> noDevice(" (CUDA " + e.getMessage() + ")");
        default -> "CUDA does not start: " + e.getMessage() + "; see what nvidia-smi says";
      };
    } catch (LinkageError e) {
      return library(e);
    }
  }

  /** Says why the cards that were found cannot be used; empty if one can. */
  private static String cause(List<Gpu> gpus) {
    if (gpus.isEmpty()) {
      return noDevice("");
    }
    List<String> unsupported =
        gpus.stream()
            .filter(gpu -> !gpu.supported())
            .map(gpu -> gpu.name() + " has compute capability " + gpu.computeCapability())
            .distinct()
            .toList();
    if (!unsupported.isEmpty()) {
      boolean all = unsupported.size() == gpus.size();
      return String.join(", ", unsupported)
          + ": not supported by this release of ND4J, which has code for 3.7 to 8.9; use the CPU"
          + (all ? "" : ", or show it only the others with CUDA_VISIBLE_DEVICES");
    }
    String several = " GPUs are visible and ND4J would spread one training over them; show it one";
    return gpus.size() == 1 ? "" : gpus.size() + several + " with CUDA_VISIBLE_DEVICES";
  }

  private static String noDevice(String details) {
    String next = "; see what nvidia-smi says and whether CUDA_VISIBLE_DEVICES hides it";
    return "no NVIDIA GPU found" + details + next;
  }

  private static String library(LinkageError e) {
    String file = missingFile(e);
    if (OF_CUDA.matcher(file).matches()) {
      return ("CUDA 11.6's %s not found; put the lib64 folder of CUDA 11.6 into LD_LIBRARY_PATH, or"
              + " build with mvn package -Pcuda,cuda-redist, which brings it")
          .formatted(file);
    }
    if (message(e).startsWith(NOT_IN_BUILD)) {
      return "this build has no CUDA natives for %s; build it there with mvn package -Pcuda"
          .formatted(System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
    return "the libraries for CUDA 11.6 do not load (%s); see Platforms and GPUs in the README"
        .formatted(message(e));
  }

  /** Names the library that the system's loader did not find; empty after another error. */
  private static String missingFile(LinkageError error) {
    Matcher matcher = MISSING_FILE.matcher(message(error));
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Takes the system's message out of the error that JavaCPP puts around it. */
  private static String message(LinkageError error) {
    return String.valueOf(Causes.root(error).getMessage());
  }
}
