package io.github.softmaxregression.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The values of an array on the host, where plain Java reads and writes them: for a few thousand
 * values much cheaper than a chain of native operations, or than one call for each value.
 */
public final class HostMemory {
  private HostMemory() {}

  /**
   * A copy of a matrix's values.
   *
   * @param matrix [n, k] in any layout and of any floating-point type
   * @return [n * k] in row-major order
   */
  public static float[] rows(INDArray matrix) {
    float[] values = new float[Math.toIntExact(matrix.length())];
    read(matrix, values);
    return values;
  }

  private static INDArray rowMajor(INDArray matrix) {
    INDArray floats = matrix.castTo(DataType.FLOAT);
    // A vector's memory is the same in both orders.
    boolean plain =
        floats.isVectorOrScalar()
            ? floats.elementWiseStride() == 1
            : floats.ordering() == 'c' && Shape.hasDefaultStridesForShape(floats);
    return plain && !floats.isView() ? floats : floats.dup('c');
  }

  /** The column of the largest value in each row of a matrix [n, k], the first of equals. */
  public static int[] largestInRows(INDArray matrix) {
    float[] values = rows(matrix);
    int columns = Math.toIntExact(matrix.size(1));
    int[] largest = new int[values.length / columns];
    for (int row = 0; row < largest.length; row++) {
      largest[row] = largest(values, row * columns, columns);
    }
    return largest;
  }

  /** The position, counted from {@code start}, of the largest of some values. */
  public static int largest(float[] values, int start, int count) {
    int largest = 0;
    for (int k = 1; k < count; k++) {
      if (values[start + k] > values[start + largest]) {
        largest = k;
      }
    }
    return largest;
  }

  /**
   * Copies a matrix's values.
   *
   * @param matrix [n, k] in any layout and of any floating-point type
   * @param target receives [n * k] values in row-major order
   */
  public static void read(INDArray matrix, float[] target) {
    read(matrix, 0, target);
  }

  /** The same from a position on: as many values as the target takes. */
  public static void read(INDArray matrix, int start, float[] target) {
    INDArray array = rowMajor(matrix);
    Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
    buffer(array).position(start).get(target);
  }

  /**
   * Overwrites a float32 array that is no view.
   *
   * @param values as many as the array has, in the order of its memory
   */
  public static void write(float[] values, INDArray array) {
    buffer(array).put(values);
    written(array);
  }

  /** The memory of a float32 array that is no view. */
  private static FloatBuffer buffer(INDArray array) {
    return array.data().asNioFloat();
  }

  /**
   * The memory of a uint8 array that is no view; call {@link #written} after writing. Finding it
   * takes longer than filling it: keep it.
   */
  static ByteBuffer bytes(INDArray array) {
    return array.data().asNio().limit(Math.toIntExact(array.length()));
  }

  /** Tells a GPU backend that the host's copy is the newer one. */
  static void written(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
  }
}
