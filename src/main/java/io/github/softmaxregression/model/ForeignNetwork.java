package io.github.softmaxregression.model;

import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Classifies with a network that Deeplearning4j has trained anywhere, of any layers, with softmax
 * at its end.
 */
public final class ForeignNetwork implements Model {
  private static final int LARGEST_BYTE = 255;

  /** The logarithm of less is no number in float32. */
  private static final double SMALLEST = 1e-37;

  private final MultiLayerNetwork network;
  private final DataNormalization normalizer; // takes bytes; null if the network takes byte / 255
  private final long[] shape; // of the network's input, but for the first size

  /**
   * Wraps a network.
   *
   * @param normalizer what it was trained with, or null
   * @param shape of one example as the normalizer takes it: [inputs] or [1, height, width]
   */
  public ForeignNetwork(MultiLayerNetwork network, DataNormalization normalizer, long... shape) {
    this.network = network;
    this.normalizer = normalizer;
    this.shape = shape.clone();
  }

  /** {@inheritDoc} Here they are the logarithms of the probabilities. */
  @Override
  @SuppressWarnings("try") // a scope is entered and left, not called
  public Logits logits(INDArray features) {
    // The network has workspaces of its own, and some refuse to work inside another.
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray x = features.dup('c');
      if (normalizer != null) {
        x = normalized(x);
      }
      INDArray probabilities =
          network.output(x.castTo(network.getLayerWiseConfigurations().getDataType()));
      return Logits.of(Transforms.log(Transforms.max(probabilities, SMALLEST, false), false));
    }
  }

  /** The network itself. */
  public MultiLayerNetwork network() {
    return network;
  }

  /** What its inputs go through before; empty if it takes byte / 255. */
  public Optional<DataNormalization> normalizer() {
    return Optional.ofNullable(normalizer);
  }

  /**
   * Puts pixels through the normalizer.
   *
   * @param rows [n, inputs], byte / 255; overwritten
   * @return [n, inputs]
   */
  public INDArray normalized(INDArray rows) {
    long[] full = new long[shape.length + 1];
    full[0] = rows.size(0);
    System.arraycopy(shape, 0, full, 1, shape.length);
    INDArray x = Transforms.round(rows.muli(LARGEST_BYTE), false).reshape('c', full);
    normalizer.transform(x);
    return x.reshape('c', rows.size(0), rows.size(1));
  }

  @Override
  public void close() {
    network.close();
  }
}
