package io.github.softmaxregression.data.memory;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.data.ImageSet;
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
 * Holds the arrays of a minibatch, made once and filled again for each minibatch: native memory
 * that is let go of is only freed when Java collects garbage, which it may not do for a long time.
 *
 * <p>Java only copies bytes; ND4J makes them float32 and divides, with the processor's vector
 * instructions: twice as fast as a Java loop, and from the first minibatch on.
 */
public final class MinibatchBuffers {
  private final int classes;
  private final long[] imageShape;

  /** One set for each number of examples: two, since the last minibatch of a pass may be short. */
  private final Map<Integer, Buffers> byRows = new HashMap<>();

  /**
   * Prepares buffers for images of a shape.
   *
   * @param imageShape of one image's features: [height * width] or [1, height, width]
   */
  public MinibatchBuffers(int classes, long... imageShape) {
    BackendChoice.findBesideThis();
    this.classes = classes;
    this.imageShape = imageShape.clone();
  }

  /**
   * Fills the arrays with images.
   *
   * @param order indices of images, of which those from {@code start} on are taken
   * @param rows how many, b
   * @return the arrays themselves: features float32 [b, image shape] from 0 to white, labels
   *     one-hot float32 [b, classes]
   */
  public DataSet fill(ImageSet images, int[] order, int start, int rows) {
    return byRows
        .computeIfAbsent(rows, any -> allocate(rows, images.white()))
        .fill(images, order, start);
  }

  private Buffers allocate(int rows, int white) {
    long[] shape = new long[imageShape.length + 1];
    shape[0] = rows;
    System.arraycopy(imageShape, 0, shape, 1, imageShape.length);
    INDArray pixels = Nd4j.createUninitialized(DataType.UINT8, shape);
    INDArray features = Nd4j.createUninitialized(DataType.FLOAT, shape);
    return new Buffers(
        pixels,
        HostMemory.bytes(pixels),
        features,
        new ScalarDivision(features, 255 / white),
        Nd4j.createUninitialized(DataType.FLOAT, rows, classes),
        new float[Math.multiplyExact(rows, classes)]);
  }

  /**
   * Holds the arrays for one number of examples.
   *
   * @param pixels uint8, of the shape of the features
   * @param bytes the memory of pixels
   * @param scaling divides the features in place
   * @param oneHot the values of labels
   */
  private record Buffers(
      INDArray pixels,
      ByteBuffer bytes,
      INDArray features,
      ScalarOp scaling,
      INDArray labels,
      float[] oneHot) {

    DataSet fill(ImageSet images, int[] order, int start) {
      int rows = Math.toIntExact(features.size(0));
      bytes.position(0);
      Arrays.fill(oneHot, 0);
      for (int row = 0; row < rows; row++) {
        int index = order[start + row];
        images.copyPixels(index, bytes);
        oneHot[row * (oneHot.length / rows) + images.label(index)] = 1;
      }
      HostMemory.written(pixels);
      features.assign(pixels);
      Nd4j.exec(scaling);
      HostMemory.write(oneHot, labels);
      return new DataSet(features, labels);
    }
  }
}
