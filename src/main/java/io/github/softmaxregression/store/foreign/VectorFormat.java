package io.github.softmaxregression.store.foreign;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads vectors as ND4J writes arrays: the shape's header and values, then the data's. ND4J's own
 * reader allocates what a header asks for, and takes strides as they come; this one checks both
 * before it allocates.
 */
final class VectorFormat {
  /** Are the types of values and of shapes, by ND4J's names: of its other types none is read. */
  private enum Type {
    FLOAT(Float.BYTES),
    DOUBLE(Double.BYTES),
    HALF(Short.BYTES),
    INT(Integer.BYTES),
    LONG(Long.BYTES);

    private final int width; // in bytes

    Type(int width) {
      this.width = width;
    }

    static Type of(String name) {
      return Arrays.stream(values())
          .filter(type -> type.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("values of an unknown type"));
    }
  }

  private static final Set<Type> FLOATING = EnumSet.of(Type.FLOAT, Type.DOUBLE, Type.HALF);

  /** Names ND4J's allocation modes from before lengths became long. */
  private static final Set<String> WITH_INT_LENGTH = Set.of("DIRECT", "HEAP", "JAVACPP");

  /** Says how many values of which type follow in a buffer. */
  private record Header(long length, Type type) {
    static Header read(DataInputStream in) throws IOException {
      boolean old = WITH_INT_LENGTH.contains(in.readUTF());
      return new Header(old ? in.readInt() : in.readLong(), Type.of(in.readUTF()));
    }
  }

  private VectorFormat() {}

  /** Values as they stand in a file: an array of floats or of doubles. */
  record Values(Object array, int length, Type type) {
    INDArray vector() {
      return array instanceof double[] doubles
          ? Nd4j.createFromArray(doubles).reshape(1, length)
          : Nd4j.createFromArray((float[]) array)
              .reshape(1, length)
              .castTo(DataType.valueOf(type.name()));
    }

    double[] doubles() {
      if (array instanceof double[] doubles) {
        return doubles;
      }
      float[] floats = (float[]) array;
      double[] doubles = new double[length];
      for (int i = 0; i < length; i++) {
        doubles[i] = floats[i];
      }
      return doubles;
    }
  }

  /**
   * Reads a vector that takes all bytes.
   *
   * @return [1, n], of the type that was written
   * @throws IllegalArgumentException if it is none, its size is not what its header says, or a
   *     value is no finite number
   */
  static INDArray read(byte[] bytes) {
    return values(bytes).vector();
  }

  /** Reads such a vector without ND4J, or throws likewise. */
  static double[] doubles(byte[] bytes) {
    return values(bytes).doubles();
  }

  /** Counts the values of such a vector, without ND4J, or throws likewise. */
  static int length(byte[] bytes) {
    return values(bytes).length;
  }

  private static Values values(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Values values = values(in, Integer.MAX_VALUE);
      if (in.available() > 0) {
        throw new IllegalArgumentException(in.available() + " bytes after its end");
      }
      return values;
    } catch (IOException e) { // the end came early
      throw new IllegalArgumentException("an array that ends early", e);
    }
  }

  /** Whether values of one of ND4J's types are read. */
  static boolean isFloating(DataType type) {
    return FLOATING.stream().anyMatch(known -> known.name().equals(type.name()));
  }

  /** Reads the next vector, of at most so many values; {@code available} says what is left. */
  static Values values(DataInputStream in, long most) throws IOException {
    long elements = elements(in);
    Header data = Header.read(in);
    if (!FLOATING.contains(data.type)) {
      throw new IllegalArgumentException("values of type " + data.type);
    }
    long needed = elements * data.type.width;
    if (data.length != elements || elements > most || in.available() < needed) {
      throw new IllegalArgumentException(
          "%d values in %d bytes".formatted(data.length, in.available()));
    }
    ByteBuffer values = ByteBuffer.wrap(in.readNBytes((int) needed));
    return new Values(array(values, (int) elements, data.type), (int) elements, data.type);
  }

  private static Object array(ByteBuffer values, int length, Type type) {
    if (type == Type.DOUBLE) {
      double[] doubles = new double[length];
      values.asDoubleBuffer().get(doubles);
      requireNumbers(Arrays.stream(doubles).allMatch(Double::isFinite));
      return doubles;
    }
    float[] floats = new float[length];
    if (type == Type.FLOAT) {
      values.asFloatBuffer().get(floats);
    } else {
      for (int i = 0; i < length; i++) {
        floats[i] = HalfIndexer.toFloat(values.getShort());
      }
    }
    requireNumbers(areFinite(floats));
    return floats;
  }

  private static void requireNumbers(boolean all) {
    if (!all) {
      throw new IllegalArgumentException("values that are no finite numbers");
    }
  }

  static boolean areFinite(float[] values) {
    boolean finite = true;
    for (float value : values) {
      finite &= Float.isFinite(value);
    }
    return finite;
  }

  /** Reads a shape, of a vector or a matrix of one row or column, and counts its elements. */
  private static long elements(DataInputStream in) throws IOException {
    Header shape = Header.read(in);
    boolean integers = shape.type == Type.LONG || shape.type == Type.INT;
    if (!integers || shape.length < 4 || shape.length > 2 * 32 + 4) { // of up to 32 dimensions
      throw new IllegalArgumentException("a shape of " + shape.length + " " + shape.type);
    }
    long[] values = new long[(int) shape.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = shape.type == Type.LONG ? in.readLong() : in.readInt();
    }
    // The rank, so many sizes, as many strides, and three values more.
    long rank = values[0];
    if (rank < 0 || shape.length != 2 * rank + 4) {
      throw new IllegalArgumentException("a shape of rank " + rank);
    }
    long[] sizes = Arrays.copyOfRange(values, 1, 1 + (int) rank);
    if (Arrays.stream(sizes).anyMatch(size -> size < 1 || size > Integer.MAX_VALUE - 8)
        || Arrays.stream(sizes).filter(size -> size > 1).count() > 1) {
      throw new IllegalArgumentException("an array of shape " + Arrays.toString(sizes));
    }
    return Arrays.stream(sizes).max().orElse(1);
  }
}
