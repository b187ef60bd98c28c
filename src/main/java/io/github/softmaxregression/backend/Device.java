package io.github.softmaxregression.backend;

/** What a person wants to compute on. */
public enum Device {
  /** The GPU where it is usable, otherwise the CPU. */
  AUTO,
  /** The CPU, without looking for a GPU. */
  CPU,
  /** The GPU or nothing. */
  GPU
}
