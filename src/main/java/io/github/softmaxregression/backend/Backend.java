package io.github.softmaxregression.backend;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's backends that this program knows. */
public enum Backend {
  CPU("org.nd4j.linalg.cpu.nativecpu.CpuBackend", "cpu.backend"),
  CUDA("org.nd4j.linalg.jcublas.JCublasBackend", "cuda.backend");

  private final String className;
  private final String service;

  Backend(String className, String service) {
    this.className = className;
    this.service = service;
  }

  /** The name of ND4J's class, without its package. */
  public String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** Whether this build has it; nothing of it is started. */
  boolean onClassPath() {
    return getClass().getResource("/" + className.replace('.', '/') + ".class") != null;
  }

  /** The resource, beside this class, that names this backend alone as a service of ND4J. */
  String service() {
    return service;
  }

  /**
   * Whether ND4J computes on a GPU.
   *
   * <p>Starts ND4J if nobody has yet.
   */
  public static boolean onGpu() {
    return Nd4j.getExecutioner().type() == ExecutionerType.CUDA;
  }

  /** The backend that ND4J computes with, which is started if nobody has yet. */
  public static String running() {
    return Nd4j.getBackend().getClass().getSimpleName();
  }

  /** Whether it is the one that ND4J computes with. */
  boolean isRunning() {
    return Nd4j.getBackend().getClass().getName().equals(className);
  }
}
