package io.github.softmaxregression.model;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The number of threads that ND4J's native code uses. */
public final class Nd4jThreads {
  private Nd4jThreads() {}

  /**
   * Sets the threads of OpenMP and BLAS for the whole process.
   *
   * <p>A minibatch of 256 × 784 is little work: with one thread an epoch is five to eight times
   * faster than with two, because each of its small operations would end in a barrier.
   */
  public static void use(int threads) {
    Nd4j.getEnvironment().setMaxMasterThreads(threads); // first: it also loads the backend
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
  }
}
