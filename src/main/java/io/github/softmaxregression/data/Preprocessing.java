package io.github.softmaxregression.data;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is done to a minibatch before a model sees it: x ← x − m for a mean image m, and y ← (1 −
 * ε)y + ε/classes for labels smoothed by ε.
 */
public final class Preprocessing implements DataSetPreProcessor {
  private static final long serialVersionUID = 1L;

  private final transient INDArray mean; // [1, height * width], or null
  private final double smoothing;

  /**
   * For flat features.
   *
   * @param mean [height * width], or null for none
   * @param smoothing ε, 0 for none
   */
  public Preprocessing(float[] mean, double smoothing) {
    this.mean = mean == null ? null : Nd4j.createFromArray(mean).reshape(1, mean.length);
    this.smoothing = smoothing;
  }

  @Override
  public void preProcess(DataSet minibatch) {
    if (mean != null) {
      minibatch.getFeatures().subiRowVector(mean);
    }
    if (smoothing > 0) {
      INDArray labels = minibatch.getLabels();
      labels.muli(1 - smoothing).addi(smoothing / labels.size(1));
    }
  }
}
