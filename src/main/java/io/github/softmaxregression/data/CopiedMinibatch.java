package io.github.softmaxregression.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarDivision;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Minibatches for the CPU.
 *
 * <p>Java only copies bytes; ND4J makes them float32 and divides, with the processor's vector
 * instructions: twice as fast as a Java loop, and from the first minibatch on.
 */
final class CopiedMinibatch implements MinibatchArrays {
  private final ImageSet images;
  private final ImageSetIterator.Layout layout;
  private final Map<Integer, Buffers> byRows = new HashMap<>();

  CopiedMinibatch(ImageSet images, ImageSetIterator.Layout layout) {
    this.images = images;
    this.layout = layout;
  }

  @Override
  public DataSet fill(int[] order, int start, int rows) {
    return byRows
        .computeIfAbsent(rows, any -> Buffers.allocate(layout.shape(rows, images), images))
        .fill(images, order, start);
  }

  /**
   * One set of arrays.
   *
   * @param pixels uint8, in the layout of the features
   * @param bytes the memory of pixels
   * @param features float32, [b, height * width] or [b, 1, height, width]
   * @param scaling divides the features in place
   * @param labels float32 [b, classes]
   * @param oneHot the values of labels
   */
  private record Buffers(
      INDArray pixels,
      ByteBuffer bytes,
      INDArray features,
      ScalarOp scaling,
      INDArray labels,
      float[] oneHot) {

    static Buffers allocate(long[] shape, ImageSet images) {
      INDArray pixels = Nd4j.createUninitialized(DataType.UINT8, shape);
      INDArray features = Nd4j.createUninitialized(DataType.FLOAT, shape);
      INDArray labels =
          Nd4j.createUninitialized(DataType.FLOAT, shape[0], images.classNames().size());
      return new Buffers(
          pixels,
          HostMemory.bytes(pixels),
          features,
          new ScalarDivision(features, WHITE),
          labels,
          new float[Math.toIntExact(labels.length())]);
    }

    DataSet fill(ImageSet images, int[] order, int start) {
      int classes = images.classNames().size();
      bytes.position(0);
      Arrays.fill(oneHot, 0);
      for (int row = 0; row < features.size(0); row++) {
        int index = order[start + row];
        images.copyPixels(index, bytes);
        oneHot[row * classes + images.label(index)] = 1;
      }
      HostMemory.written(pixels);
      features.assign(pixels);
      Nd4j.exec(scaling);
      HostMemory.write(oneHot, labels);
      return new DataSet(features, labels);
    }
  }
}
