package io.github.softmaxregression.data;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/**
 * What is done to a minibatch before a model sees it. In this order: dropout, which sets pixels to
 * 0 with probability p and divides the others by 1 − p; x ← x − m for a mean image m; y ← (1 − ε)y
 * + ε/classes for labels smoothed by ε.
 *
 * <p>In loops on the host: ND4J's operations with a row vector make short-lived views, which its
 * deallocator has been seen to free while native code still read them (a crash of the process, once
 * in about a million calls).
 */
public final class TrainingPreProcessor implements DataSetPreProcessor {
  private static final long serialVersionUID = 1L;

  private final transient float[] mean; // [height * width], or null
  private double smoothing;
  private double dropout;
  private long seed;
  private long minibatch; // counted through all passes: decides which pixels are dropped
  private transient float[] values = {}; // of the array under work

  /**
   * For flat features.
   *
   * @param mean [height * width], or null for none
   */
  public TrainingPreProcessor(float[] mean) {
    this.mean = mean == null ? null : mean.clone();
  }

  /** Smooths labels, from now on, by ε. */
  public TrainingPreProcessor withLabelSmoothing(double newSmoothing) {
    smoothing = newSmoothing;
    return this;
  }

  /**
   * Drops pixels, from now on.
   *
   * @param share p, 0 for none
   * @param newSeed decides which
   * @param minibatches how many came before, in all passes
   */
  public TrainingPreProcessor withDropout(double share, long newSeed, long minibatches) {
    dropout = share;
    seed = newSeed;
    minibatch = minibatches;
    return this;
  }

  @Override
  public void preProcess(DataSet examples) {
    if (dropout > 0 || mean != null) {
      read(examples.getFeatures());
      if (dropout > 0) {
        drop();
      }
      if (mean != null) {
        center();
      }
      HostMemory.write(values, examples.getFeatures());
    }
    if (smoothing > 0) {
      read(examples.getLabels());
      float share = (float) (smoothing / examples.getLabels().size(1));
      for (int i = 0; i < values.length; i++) {
        values[i] = values[i] * (float) (1 - smoothing) + share;
      }
      HostMemory.write(values, examples.getLabels());
    }
  }

  private void read(INDArray array) {
    if (values.length != array.length()) {
      values = new float[Math.toIntExact(array.length())];
    }
    HostMemory.read(array, values);
  }

  /** Each minibatch has a random sequence of its own, so that a run can go on at any of them. */
  private void drop() {
    SplittableRandom random = new SplittableRandom(seed + minibatch * 0x9E37_79B9_7F4A_7C15L);
    long below = (long) (dropout * (1L << Integer.SIZE)) + Integer.MIN_VALUE;
    float scale = (float) (1 / (1 - dropout));
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt() < below ? 0 : values[i] * scale;
    }
    minibatch++;
  }

  private void center() {
    for (int start = 0; start < values.length; start += mean.length) {
      for (int k = 0; k < mean.length; k++) {
        values[start + k] -= mean[k];
      }
    }
  }
}
