package io.github.softmaxregression.model.fast;

import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.data.memory.MinibatchBuffers;
import io.github.softmaxregression.data.memory.MinibatchBuffers.Part;
import io.github.softmaxregression.model.EpochTotals;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes loss and gradient of a minibatch in shards, each by the thread that comes to it. How a
 * minibatch is cut depends on its size alone, and the shards are summed up in their order: the sums
 * are the same, to the bit, for any number of threads.
 */
final class ShardedStep implements AutoCloseable {
  private static final int ROWS = 128; // of fewer the calls into native code cost too much
  private static final int MOST = 16; // each thread keeps a gradient for every shard

  private final Shards<Memory, Shard> shards;
  private final float[] gradient; // ∂W in column-major order, then ∂b
  private final float[] mean; // m [inputs], or null

  /** Makes examples of a minibatch. */
  interface Examples {
    /** Makes some rows, from one counted from 0 on, in memory of the calling thread's own. */
    Part part(int first, int rows, MinibatchBuffers own);
  }

  private record Shard(EpochTotals totals, float[] gradient) {}

  /** What a thread computes in. */
  private record Memory(OnePassStep step, MinibatchBuffers examples, float[][] gradients) {
    static Memory of(int inputs, int classes, double q) {
      return new Memory(
          new OnePassStep(inputs, classes, q),
          new MinibatchBuffers(classes, inputs),
          new float[MOST][(inputs + 1) * classes]);
    }
  }

  /** Prepares for a network; q and m are those of {@link OnePassNetwork}, m or null. */
  ShardedStep(int inputs, int classes, double q, float[] mean) {
    shards = new Shards<>(() -> Memory.of(inputs, classes, q));
    gradient = new float[(inputs + 1) * classes];
    this.mean = mean;
  }

  /**
   * Measures a minibatch and computes its gradient, see {@link #gradient}.
   *
   * @param size of the minibatch, b
   * @param weights W [inputs, classes], a view of the parameters
   * @param parameters W in column-major order, then b
   */
  EpochTotals compute(Examples examples, int size, INDArray weights, float[] parameters) {
    List<Shard> computed = shards(examples, size, weights, parameters, true);
    Shard first = computed.get(0);
    System.arraycopy(first.gradient, 0, gradient, 0, gradient.length);
    EpochTotals totals = first.totals;
    for (Shard each : computed.subList(1, computed.size())) {
      totals = totals.plus(each.totals);
      add(each.gradient, gradient);
    }
    if (mean != null) {
      Centering.ofGradient(gradient, mean);
    }
    return totals;
  }

  private static void add(float[] values, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  /** Measures a minibatch alone, likewise. */
  EpochTotals measure(Examples examples, int size, INDArray weights, float[] parameters) {
    EpochTotals totals = EpochTotals.NONE;
    for (Shard each : shards(examples, size, weights, parameters, false)) {
      totals = totals.plus(each.totals);
    }
    return totals;
  }

  private List<Shard> shards(
      Examples examples, int size, INDArray weights, float[] parameters, boolean learning) {
    int count = Math.max(1, Math.min(MOST, size / ROWS));
    float[] given = mean == null ? parameters : Centering.ofParameters(parameters, mean);
    return shards.compute(
        count,
        Threads.inUse(),
        (shard, own) -> {
          int first = (int) ((long) size * shard / count);
          int rows = (int) ((long) size * (shard + 1) / count) - first;
          Part part = examples.part(first, rows, own.examples);
          float[] sums = own.gradients[shard];
          return new Shard(
              learning
                  ? own.step.compute(part, weights, given, sums)
                  : own.step.measure(part, weights, given),
              sums);
        });
  }

  /** ∂W in column-major order, then ∂b, summed over the last minibatch: the array itself. */
  float[] gradient() {
    return gradient;
  }

  @Override
  public void close() {
    shards.close();
  }
}
