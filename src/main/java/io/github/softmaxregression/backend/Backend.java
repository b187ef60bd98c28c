package io.github.softmaxregression.backend;

import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's backends that this program knows. */
public enum Backend {
  CPU("org.nd4j.linalg.cpu.nativecpu.CpuBackend"),
  CUDA("org.nd4j.linalg.jcublas.JCublasBackend");

  private final String className;

  Backend(String className) {
    this.className = className;
  }

  /** The name of ND4J's class, without its package. */
  public String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** Whether this build has it; starts nothing of it. */
  boolean onClassPath() {
    return getClass().getResource("/" + className.replace('.', '/') + ".class") != null;
  }

  /** Whether ND4J, which this starts, computes on a GPU. */
  public static boolean onGpu() {
    return Nd4j.getExecutioner().type() == ExecutionerType.CUDA;
  }
}
