package io.github.softmaxregression.backend;

/**
 * Describes a graphics card as CUDA does.
 *
 * @param name for example {@code NVIDIA A100-PCIE-40GB}
 * @param major of the compute capability, 8 in 8.6
 * @param minor of the compute capability, 6 in 8.6
 */
public record Gpu(String name, long memoryBytes, int major, int minor) {
  /** The compute capability as NVIDIA writes it: {@code 8.6}. */
  public String computeCapability() {
    return major + "." + minor;
  }

  /**
   * Tells whether ND4J 1.0.0-M2.1 has machine code for it: {@code cuobjdump --list-elf
   * libnd4jcuda.so} names 3.7, 5.x, 6.x, 7.x, 8.0 and 8.6, which also run on later cards of the
   * same major number. There is no PTX from which a driver could make code for newer ones.
   */
  boolean supported() {
    return major == 3 && minor >= 7 || major >= 5 && major <= 8;
  }
}
