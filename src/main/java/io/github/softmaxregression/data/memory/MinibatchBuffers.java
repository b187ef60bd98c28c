package io.github.softmaxregression.data.memory;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.data.ImageSet;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds the arrays of a minibatch, made once and filled again for each minibatch: native memory
 * that is let go of is only freed when Java collects garbage, which it may not do for a long time.
 *
 * <p>Java only copies bytes; ND4J makes them float32 and divides, with the processor's vector
 * instructions: twice as fast as a Java loop, and from the first minibatch on. One thread at a time
 * uses them.
 */
public final class MinibatchBuffers {
  /**
   * Some examples of a minibatch.
   *
   * @param features [rows, inputs], float32
   * @param scale what they are to be multiplied by: x = scale · features. Pixels are left from 0 to
   *     255, since to scale a few logits costs less than to scale every pixel.
   * @param labels y [rows * classes] in row-major order, one-hot or any distribution
   */
  public record Part(INDArray features, float scale, float[] labels) {}

  private final int classes;
  private final long[] imageShape;
  private final PreparedOperation cast;
  private final PreparedOperation divide;

  /** One set for each number of examples: two, since the last minibatch of a pass may be short. */
  private final Map<Integer, Buffers> byRows = new HashMap<>();

  /**
   * Prepares buffers for images of a shape.
   *
   * @param imageShape of one image's features: [height * width] or [1, height, width]
   */
  public MinibatchBuffers(int classes, long... imageShape) {
    BackendChoice.findBesideThis(); // before anything of ND4J is loaded
    cast = new PreparedOperation("cast", DataType.FLOAT.toInt());
    divide = new PreparedOperation("divide");
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
    Buffers buffers = read(images, order, start, rows);
    divide.compute(buffers.features, buffers.features, buffers.scale);
    HostMemory.write(buffers.oneHot, buffers.labels);
    return new DataSet(buffers.features, buffers.labels);
  }

  /** Fills them likewise, but for the labels' own array, and leaves pixels from 0 to 255. */
  public Part part(ImageSet images, int[] order, int start, int rows) {
    Buffers buffers = read(images, order, start, rows);
    return new Part(buffers.features, images.white() / 255f, buffers.oneHot);
  }

  private Buffers read(ImageSet images, int[] order, int start, int rows) {
    Buffers buffers = byRows.get(rows);
    if (buffers == null) {
      buffers = allocate(rows, images.white());
      byRows.put(rows, buffers);
    }
    Arrays.fill(buffers.oneHot, 0);
    for (int row = 0; row < rows; row++) {
      int index = order[start + row];
      images.copyPixels(index, buffers.bytes, row * images.pixelsPerImage());
      buffers.oneHot[row * classes + images.label(index)] = 1;
    }
    HostMemory.written(buffers.pixels);
    cast.compute(buffers.features, buffers.pixels);
    return buffers;
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
        Nd4j.scalar((float) (255 / white)),
        Nd4j.createUninitialized(DataType.FLOAT, rows, classes),
        new float[Math.multiplyExact(rows, classes)]);
  }

  /**
   * Holds the arrays for one number of examples.
   *
   * @param pixels uint8, of the shape of the features
   * @param bytes the memory of pixels
   * @param scale what the features are divided by
   * @param oneHot the values of labels
   */
  private record Buffers(
      INDArray pixels,
      ByteBuffer bytes,
      INDArray features,
      INDArray scale,
      INDArray labels,
      float[] oneHot) {}
}
