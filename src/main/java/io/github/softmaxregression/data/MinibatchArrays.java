package io.github.softmaxregression.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarDivision;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of a minibatch, made once and filled again for each minibatch of as many examples.
 *
 * <p>Java only copies bytes; ND4J makes them float32 and divides, with the processor's vector
 * instructions: twice as fast as a Java loop, and from the first minibatch on.
 */
final class MinibatchArrays {
  private static final int WHITE = 255;

  private final FashionMnistIterator.Layout layout;

  private INDArray pixels; // uint8, in the layout of the features
  private ByteBuffer bytes; // the memory of pixels
  private INDArray features; // float32, [b, height * width] or [b, 1, height, width]
  private INDArray labels; // float32 [b, classes]
  private float[] oneHot; // the values of labels
  private ScalarOp scaling; // of the features, in place

  MinibatchArrays(FashionMnistIterator.Layout layout) {
    this.layout = layout;
  }

  /**
   * Fills the arrays with images and their labels.
   *
   * @param order image index by position
   * @param start the first position
   * @param rows how many examples, b
   * @return the arrays themselves, as a data set
   */
  DataSet fill(ImageSet images, int[] order, int start, int rows) {
    if (features == null || features.size(0) != rows) {
      allocate(images, rows);
    }
    bytes.position(0);
    Arrays.fill(oneHot, 0);
    int classes = images.classNames().size();
    for (int row = 0; row < rows; row++) {
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

  private void allocate(ImageSet images, int rows) {
    long[] shape = layout.shape(rows, images);
    pixels = Nd4j.createUninitialized(DataType.UINT8, shape);
    bytes = HostMemory.bytes(pixels);
    features = Nd4j.createUninitialized(DataType.FLOAT, shape);
    scaling = new ScalarDivision(features, WHITE);
    oneHot = new float[rows * images.classNames().size()];
    labels = Nd4j.createUninitialized(DataType.FLOAT, rows, images.classNames().size());
  }
}
