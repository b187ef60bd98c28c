package io.github.softmaxregression.backend;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Sets how many threads ND4J's native code uses. */
public final class Nd4jThreads {
  /**
   * Counts the multiply-adds of a matrix product that are worth one more thread: a minibatch of
   * 45,000 images of 784 pixels and ten classes. Measured on two cores, where two threads took 0.85
   * of one thread's time for 60,000 images, as long for 30,000, and 1.2 to 1.5 for 256 to 16,384.
   */
  private static final long WORTH_A_THREAD = 45_000L * 784 * 10;

  private Nd4jThreads() {}

  /**
   * Estimates the number of threads that is fastest for a minibatch: one for all usual sizes, since
   * each of its small operations would end with threads waiting for each other.
   */
  public static int fastestFor(long examples, long inputs, long classes) {
    long worth = examples * inputs * classes / WORTH_A_THREAD;
    return (int) Math.max(1, Math.min(worth + 1, Runtime.getRuntime().availableProcessors()));
  }

  /** The number of threads that matrix products use. */
  public static int inUse() {
    return Nd4j.factory().blas().getMaxThreads();
  }

  /** Starts ND4J and sets the threads of OpenMP and BLAS for the whole process. */
  public static void use(int threads) {
    Nd4j.getEnvironment().setMaxMasterThreads(threads); // first: it also loads the backend
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
  }
}
