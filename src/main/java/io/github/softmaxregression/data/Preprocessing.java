package io.github.softmaxregression.data;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is done to a minibatch before a model sees it. In this order: dropout, which sets pixels to
 * 0 with probability p and divides the others by 1 − p; x ← x − m for a mean image m; y ← (1 − ε)y
 * + ε/classes for labels smoothed by ε.
 */
public final class Preprocessing implements DataSetPreProcessor {
  private static final long serialVersionUID = 1L;

  private final transient INDArray mean; // [1, height * width], or null
  private double smoothing;
  private double dropout;
  private long seed;
  private long minibatch; // counted through all passes: decides which pixels are dropped
  private transient Random random;

  /**
   * For flat features.
   *
   * @param mean [height * width], or null for none
   */
  public Preprocessing(float[] mean) {
    this.mean = mean == null ? null : Nd4j.createFromArray(mean).reshape(1, mean.length);
  }

  /** Smooths labels, from now on, by ε. */
  public Preprocessing withLabelSmoothing(double newSmoothing) {
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
  public Preprocessing withDropout(double share, long newSeed, long minibatches) {
    dropout = share;
    seed = newSeed;
    minibatch = minibatches;
    random = share > 0 ? Nd4j.getRandomFactory().getNewRandomInstance() : null;
    return this;
  }

  @Override
  public void preProcess(DataSet examples) {
    if (dropout > 0) {
      random.setSeed(new SplittableRandom(seed + minibatch * 0x9E37_79B9_7F4A_7C15L).nextLong());
      INDArray features = examples.getFeatures();
      Nd4j.getExecutioner().exec(new DropOutInverted(features, features, 1 - dropout), random);
      minibatch++;
    }
    if (mean != null) {
      examples.getFeatures().subiRowVector(mean);
    }
    if (smoothing > 0) {
      INDArray labels = examples.getLabels();
      labels.muli(1 - smoothing).addi(smoothing / labels.size(1));
    }
  }
}
