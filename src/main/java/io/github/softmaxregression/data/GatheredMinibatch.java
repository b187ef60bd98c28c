package io.github.softmaxregression.data;

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
 * Minibatches for a GPU: rows of a set that lies there already. Only the indices of the images
 * cross over. The values are those of {@link CopiedMinibatch}, to the bit.
 */
final class GatheredMinibatch implements MinibatchArrays {
  private final ResidentImages resident;
  private final ImageSet images;
  private final ImageSetIterator.Layout layout;
  private final Map<Integer, Buffers> byRows = new HashMap<>();

  GatheredMinibatch(ImageSet images, ImageSetIterator.Layout layout) {
    this.resident = images.resident();
    this.images = images;
    this.layout = layout;
  }

  @Override
  public DataSet fill(int[] order, int start, int rows) {
    return byRows
        .computeIfAbsent(rows, any -> Buffers.allocate(layout.shape(rows, images), resident))
        .fill(resident, Arrays.copyOfRange(order, start, start + rows));
  }

  /**
   * One set of arrays.
   *
   * @param pixels uint8 [b, height * width]
   * @param flat the features as [b, height * width]: a view of them
   * @param scaling divides them in place
   * @param features float32, [b, height * width] or [b, 1, height, width]
   * @param labels float32 [b, classes]
   */
  private record Buffers(
      INDArray pixels, INDArray flat, ScalarOp scaling, INDArray features, INDArray labels) {

    static Buffers allocate(long[] shape, ResidentImages resident) {
      long rows = shape[0];
      long length = resident.pixels().size(1);
      INDArray features = Nd4j.createUninitialized(DataType.FLOAT, shape);
      INDArray flat = features.reshape(rows, length);
      return new Buffers(
          Nd4j.createUninitialized(DataType.UINT8, rows, length),
          flat,
          new ScalarDivision(flat, WHITE),
          features,
          Nd4j.createUninitialized(DataType.FLOAT, rows, resident.labels().size(1)));
    }

    DataSet fill(ResidentImages resident, int[] indices) {
      Nd4j.pullRows(resident.pixels(), pixels, 1, indices);
      flat.assign(pixels);
      Nd4j.exec(scaling);
      Nd4j.pullRows(resident.labels(), labels, 1, indices);
      return new DataSet(features, labels);
    }
  }
}
