package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.data.memory.HostMemory;
import io.github.softmaxregression.model.Logits;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes a trained network's xW + b for a few images at a time, in arrays that are kept. With new
 * ones for every image, making them would take most of the time, and a server's heap would grow to
 * gigabytes because the garbage collector falls behind with their native memory.
 *
 * <p>Several threads may share it; they take turns.
 */
public final class FewLogits {
  /** Images at a time, at most. */
  public static final int MOST = 16;

  private final PreparedOperation operation = new PreparedOperation("xw_plus_b");
  private final INDArray weights; // [inputs, classes]
  private final INDArray bias; // [classes]
  private final INDArray[] features = new INDArray[MOST + 1]; // by n, each [n, inputs]
  private final INDArray[] logits = new INDArray[MOST + 1]; // by n, each [n, classes]

  /**
   * Prepares for parameters that no longer change.
   *
   * @param weights W [inputs, classes]
   * @param bias b [classes]
   */
  public FewLogits(INDArray weights, INDArray bias) {
    this.weights = weights.castTo(DataType.FLOAT);
    this.bias = bias.castTo(DataType.FLOAT);
  }

  /**
   * Computes the logits of some images.
   *
   * @param x [n * inputs] in row-major order
   * @param n from 1 to {@link #MOST}
   */
  public synchronized Logits of(float[] x, int n) {
    if (features[n] == null) {
      features[n] = kept(n, weights.size(0));
      logits[n] = kept(n, weights.size(1));
    }
    HostMemory.write(x, features[n]);
    operation.compute(logits[n], features[n], weights, bias);
    return Logits.of(logits[n]);
  }

  /** Makes an array that outlives the caller's workspace. */
  @SuppressWarnings("try") // a scope is entered and left, not called
  private static INDArray kept(long rows, long columns) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(DataType.FLOAT, rows, columns);
    }
  }
}
