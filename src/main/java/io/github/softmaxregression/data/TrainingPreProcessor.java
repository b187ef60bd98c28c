package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.HostMemory;
import java.util.SplittableRandom;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/**
 * Changes a minibatch before a model learns from it: varied images; dropout, which sets pixels to 0
 * with probability p and divides the others by 1 − p; then x ← x − m for a mean image m.
 *
 * <p>Loops on the host: ND4J's operations with a row vector make short-lived views, which its
 * deallocator has been seen to free while native code still read them (a crash of the process, once
 * in about a million calls).
 */
public final class TrainingPreProcessor implements DataSetPreProcessor {
  private static final long serialVersionUID = 1L;
  private final transient Augmentation augmentation; // or null
  private final transient float[] mean; // [height * width], or null
  private final double dropout;
  private final long seed;
  private long minibatch; // counted through all passes: decides what is dropped and varied
  private transient float[] values = {}; // of the features under work

  /**
   * Prepares for flat features.
   *
   * @param augmentation varies the images, or null to leave them as they are
   * @param mean m [height * width], or null for none
   * @param dropout p, 0 for none
   * @param seed decides which pixels are dropped, and what is varied
   * @param minibatches how many came before, in all passes
   */
  public TrainingPreProcessor(
      Augmentation augmentation, float[] mean, double dropout, long seed, long minibatches) {
    this.augmentation = augmentation;
    this.mean = mean == null ? null : mean.clone();
    this.dropout = dropout;
    this.seed = seed;
    this.minibatch = minibatches;
  }

  /** Prepares examples that are measured, not learned from: less the mean alone. */
  public static TrainingPreProcessor centering(float[] mean) {
    return new TrainingPreProcessor(null, mean, 0, 0, 0);
  }

  @Override
  public void preProcess(DataSet examples) {
    if (values.length != examples.getFeatures().length()) {
      values = new float[Math.toIntExact(examples.getFeatures().length())];
    }
    HostMemory.read(examples.getFeatures(), values);
    if (augmentation != null) {
      augmentation.vary(values, minibatch);
    }
    if (dropout > 0) {
      drop();
    }
    if (mean != null) {
      center();
    }
    minibatch++;
    HostMemory.write(values, examples.getFeatures());
  }

  /** Draws from a random sequence of each minibatch's own: a run can go on at any of them. */
  private void drop() {
    SplittableRandom random = new SplittableRandom(seed + minibatch * 0x9E37_79B9_7F4A_7C15L);
    long below = (long) (dropout * (1L << Integer.SIZE)) + Integer.MIN_VALUE;
    float scale = (float) (1 / (1 - dropout));
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt() < below ? 0 : values[i] * scale;
    }
  }

  private void center() {
    for (int start = 0; start < values.length; start += mean.length) {
      for (int k = 0; k < mean.length; k++) {
        values[start + k] -= mean[k];
      }
    }
  }
}
