package io.github.softmaxregression.backend;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Sets how many threads compute. ND4J's native code gets one of them: each of its operations is so
 * small that its threads would mostly wait for each other. The others compute parts of a minibatch
 * of their own.
 */
public final class Threads {
  private static volatile int count = Runtime.getRuntime().availableProcessors();

  private Threads() {}

  /** How many threads may work on a minibatch. */
  public static int inUse() {
    return count;
  }

  /** Starts ND4J, with one thread for OpenMP and BLAS, and sets the number for minibatches. */
  public static void use(int threads) {
    Nd4j.getEnvironment().setMaxMasterThreads(1); // first: it also loads the backend
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
    count = threads;
  }
}
