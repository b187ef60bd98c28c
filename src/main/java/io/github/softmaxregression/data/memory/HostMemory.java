package io.github.softmaxregression.data.memory;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads and writes the values of arrays in plain Java: for a few thousand values much cheaper than
 * a chain of native operations, or than one call for each value.
 */
public final class HostMemory {
  private static final int LARGE = 1 << 20;

  private HostMemory() {}

  /**
   * Allocates memory for images at rest. Large sets lie outside Java's heap: the garbage collector
   * would make the heap, and its reserve for new objects, as many times larger as the set is.
   */
  public static ByteBuffer allocate(int bytes) {
    return bytes < LARGE ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
  }

  /**
   * Copies a matrix's values.
   *
   * @param matrix [n, k] in any layout and of any floating-point type
   * @return [n * k] in row-major order
   */
  public static float[] rows(INDArray matrix) {
    float[] values = new float[Math.toIntExact(matrix.length())];
    read(matrix, values);
    return values;
  }

  /** Copies a matrix's values, [n * k] in row-major order, into {@code target}. */
  public static void read(INDArray matrix, float[] target) {
    read(matrix, 0, target);
  }

  /** Copies as many of a matrix's values as the target takes, from a position on. */
  public static void read(INDArray matrix, int start, float[] target) {
    INDArray array = rowMajor(matrix);
    Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
    buffer(array).position(start).get(target);
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

  /**
   * Overwrites a float32 array that is no view.
   *
   * @param values as many as the array has, in the order of its memory
   */
  public static void write(float[] values, INDArray array) {
    buffer(array).put(values);
    written(array);
  }

  /**
   * Finds the memory of a float32 array that is no view, where the array stays on the CPU: takes
   * longer than filling it, so keep it.
   */
  public static FloatBuffer floats(INDArray array) {
    return buffer(array).limit(Math.toIntExact(array.length()));
  }

  private static FloatBuffer buffer(INDArray array) {
    return array.data().asNioFloat();
  }

  /**
   * Finds the memory of a uint8 array that is no view: takes longer than filling it, so keep it.
   */
  static ByteBuffer bytes(INDArray array) {
    return array.data().asNio().limit(Math.toIntExact(array.length()));
  }

  /** Tells a GPU backend that the host's copy is the newer one. */
  static void written(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
  }
}
