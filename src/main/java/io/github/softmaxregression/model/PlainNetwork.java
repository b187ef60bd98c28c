package io.github.softmaxregression.model;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A network that Deeplearning4j has trained anywhere, of any layers, with softmax at its end. For
 * classifying only.
 */
public final class PlainNetwork implements Scorer {
  private static final int LARGEST_BYTE = 255;

  /** The logarithm of less is no number in float32. */
  private static final double SMALLEST = 1e-37;

  private final MultiLayerNetwork network;
  private final DataNormalization normalizer; // takes bytes; null if the network takes byte / 255
  private final long[] shape; // of the network's input, but for the first size

  /**
   * A network for use.
   *
   * @param normalizer what it was trained with, or null
   * @param shape of one example as the normalizer takes it: [inputs] or [1, height, width]
   */
  public PlainNetwork(MultiLayerNetwork network, DataNormalization normalizer, long... shape) {
    this.network = network;
    this.normalizer = normalizer;
    this.shape = shape.clone();
  }

  /** {@inheritDoc} Here they are the logarithms of the probabilities. */
  @Override
  public INDArray logits(INDArray features) {
    INDArray x = features.dup('c');
    if (normalizer != null) {
      x = Transforms.round(x.muli(LARGEST_BYTE), false);
      long[] full = new long[shape.length + 1];
      full[0] = x.size(0);
      System.arraycopy(shape, 0, full, 1, shape.length);
      x = x.reshape('c', full);
      normalizer.transform(x);
      x = x.reshape('c', features.size(0), features.size(1));
    }
    // Outside the caller's workspace, since the network has its own.
    INDArray probabilities = network.output(x).detach();
    return Transforms.log(Transforms.max(probabilities, SMALLEST, false), false);
  }

  @Override
  public void close() {
    network.close();
  }
}
