package io.github.softmaxregression.store;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads vectors as ND4J writes arrays: the shape's header and values, then the data's. ND4J's own
 * reader allocates what a header asks for, and takes strides as they come; this one looks at both
 * before it makes anything.
 */
final class VectorFormat {
  private static final int MOST_DIMENSIONS = 32;

  /** ND4J's allocation modes, before lengths became long. */
  private static final Set<String> WITH_INT_LENGTH = Set.of("DIRECT", "HEAP", "JAVACPP");

  /** Of a buffer: how many values of which type follow. */
  private record Header(long length, DataType type) {
    static Header read(DataInputStream in) throws IOException {
      boolean old = WITH_INT_LENGTH.contains(in.readUTF());
      return new Header(old ? in.readInt() : in.readLong(), DataType.valueOf(in.readUTF()));
    }
  }

  private VectorFormat() {}

  /**
   * Reads a vector that takes all bytes.
   *
   * @return [1, n], of the type that was written
   * @throws IllegalArgumentException if it is none, or its size is not what its header says
   */
  static INDArray read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      INDArray vector = read(in, Integer.MAX_VALUE);
      if (in.available() > 0) {
        throw new IllegalArgumentException(in.available() + " bytes after its end");
      }
      return vector;
    } catch (IOException e) { // the end came early
      throw new IllegalArgumentException("an array that ends early", e);
    }
  }

  /**
   * Reads the next vector of a stream whose {@code available} says how much is left.
   *
   * @param most values that it may have
   */
  static INDArray read(DataInputStream in, long most) throws IOException {
    long elements = elements(in);
    Header data = Header.read(in);
    if (data.type != DataType.FLOAT
        && data.type != DataType.DOUBLE
        && data.type != DataType.FLOAT16) {
      throw new IllegalArgumentException("values of type " + data.type);
    }
    if (data.length != elements
        || elements > most
        || in.available() < elements * data.type.width()) {
      throw new IllegalArgumentException(
          "%d values in %d bytes".formatted(data.length, in.available()));
    }
    byte[] values = in.readNBytes((int) elements * data.type.width());
    return vector(ByteBuffer.wrap(values), (int) elements, data.type);
  }

  private static INDArray vector(ByteBuffer values, int length, DataType type) {
    if (type == DataType.DOUBLE) {
      double[] doubles = new double[length];
      values.asDoubleBuffer().get(doubles);
      return Nd4j.createFromArray(doubles).reshape(1, length);
    }
    float[] floats = new float[length];
    if (type == DataType.FLOAT) {
      values.asFloatBuffer().get(floats);
    } else {
      for (int i = 0; i < length; i++) {
        floats[i] = halfToFloat(values.getShort());
      }
    }
    return Nd4j.createFromArray(floats).reshape(1, length).castTo(type);
  }

  /** Elements of the array whose shape comes next: a vector, or a matrix of one row or column. */
  private static long elements(DataInputStream in) throws IOException {
    Header shape = Header.read(in);
    if (shape.type != DataType.INT64 && shape.type != DataType.INT32
        || shape.length < 4
        || shape.length > 2 * MOST_DIMENSIONS + 4) {
      throw new IllegalArgumentException("a shape of " + shape.length + " " + shape.type);
    }
    long[] values = new long[(int) shape.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = shape.type == DataType.INT64 ? in.readLong() : in.readInt();
    }
    // The rank, so many sizes, as many strides, and three values more.
    long rank = values[0];
    if (rank < 0 || shape.length != 2 * rank + 4) {
      throw new IllegalArgumentException("a shape of rank " + rank);
    }
    long[] sizes = Arrays.copyOfRange(values, 1, 1 + (int) rank);
    long elements = 1;
    for (long size : sizes) {
      if (size < 1 || elements > 1 && size > 1 || size > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException("an array of shape " + Arrays.toString(sizes));
      }
      elements *= size;
    }
    return elements;
  }

  /** IEEE 754 binary16. */
  private static float halfToFloat(short half) {
    int exponent = half >> 10 & 0x1f;
    int mantissa = half & 0x3ff;
    float sign = half < 0 ? -1 : 1;
    if (exponent == 0x1f) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * mantissa * 0x1p-24f
        : sign * Math.scalb(1 + mantissa / 1024f, exponent - 15);
  }
}
