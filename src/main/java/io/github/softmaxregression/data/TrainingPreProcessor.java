package io.github.softmaxregression.data;

import io.github.softmaxregression.data.memory.HostMemory;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
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
  private long minibatch; // counted through all passes: with the row it decides what is drawn

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
    change(examples.getFeatures(), minibatch, 0);
    minibatch++;
  }

  /**
   * Changes some rows of a minibatch; several threads may, each rows of its own.
   *
   * @param features [rows, height * width]
   * @param number of the minibatch, counted through all passes
   * @param first row of these in the minibatch
   */
  void change(INDArray features, long number, int first) {
    float[] values = HostMemory.rows(features);
    int pixels = Math.toIntExact(features.size(1));
    for (int start = 0; start < values.length; start += pixels) {
      SplittableRandom random = random(number, first + start / pixels);
      if (augmentation != null) {
        augmentation.vary(values, start, random);
      }
      if (dropout > 0) {
        drop(values, start, pixels, random);
      }
      for (int i = 0; mean != null && i < pixels; i++) {
        values[start + i] -= mean[i];
      }
    }
    HostMemory.write(values, features);
  }

  /** Gives each row a random sequence of its own: any thread can make it, alone. */
  private SplittableRandom random(long number, int row) {
    return new SplittableRandom(seed ^ (number << Integer.SIZE | row) * 0xD134_2543_DE82_EF95L);
  }

  private void drop(float[] values, int start, int pixels, SplittableRandom random) {
    long below = (long) (dropout * (1L << Integer.SIZE)) + Integer.MIN_VALUE;
    float scale = (float) (1 / (1 - dropout));
    for (int i = start; i < start + pixels; i++) {
      values[i] = random.nextInt() < below ? 0 : values[i] * scale;
    }
  }
}
