package io.github.softmaxregression.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataLocation;
import onnx.Onnx.TensorProto.DataType;

/**
 * Holds a constant of a graph.
 *
 * @param shape its sizes; none for a single number
 * @param values in row-major order, as many as the shape says
 */
record OnnxTensor(long[] shape, float[] values) {
  /** Reads a constant; an IllegalArgumentException names what is wrong with it. */
  static OnnxTensor of(TensorProto tensor) {
    if (tensor.getDataLocation() == DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
      throw new IllegalArgumentException(
          "values of %s that lie in another file".formatted(tensor.getName()));
    }
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    return new OnnxTensor(shape, values(tensor, OnnxShape.count(shape)));
  }

  private static float[] values(TensorProto tensor, int count) {
    DataType type = DataType.forNumber(tensor.getDataType());
    if (type == null) {
      throw new IllegalArgumentException("values of type " + tensor.getDataType());
    }
    float[] values;
    if (!tensor.getRawData().isEmpty()) {
      ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      if (raw.remaining() != (long) count * width(type)) {
        throw wrongCount(tensor, raw.remaining() / width(type), count);
      }
      values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = next(raw, type);
      }
      return values;
    }
    int given =
        switch (type) {
          case FLOAT -> tensor.getFloatDataCount();
          case DOUBLE -> tensor.getDoubleDataCount();
          case INT64 -> tensor.getInt64DataCount();
          case INT32, INT16, INT8, UINT16, UINT8, FLOAT16, BFLOAT16 -> tensor.getInt32DataCount();
          default -> throw new IllegalArgumentException("values of type " + type);
        };
    if (given != count) {
      throw wrongCount(tensor, given, count);
    }
    values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> tensor.getFloatData(i);
            case DOUBLE -> (float) tensor.getDoubleData(i);
            case INT64 -> tensor.getInt64Data(i);
            case FLOAT16 -> HalfFloat.widened((short) tensor.getInt32Data(i));
            case BFLOAT16 -> HalfFloat.widenedBrain((short) tensor.getInt32Data(i));
            default -> tensor.getInt32Data(i);
          };
    }
    return values;
  }

  private static IllegalArgumentException wrongCount(TensorProto tensor, int found, int expected) {
    return new IllegalArgumentException(
        "%,d values of %s, not %,d".formatted(found, tensor.getName(), expected));
  }

  private static int width(DataType type) {
    return switch (type) {
      case INT64, DOUBLE -> Long.BYTES;
      case FLOAT, INT32 -> Float.BYTES;
      case FLOAT16, BFLOAT16, INT16, UINT16 -> Short.BYTES;
      case INT8, UINT8 -> 1;
      default -> throw new IllegalArgumentException("values of type " + type);
    };
  }

  private static float next(ByteBuffer raw, DataType type) {
    return switch (type) {
      case DOUBLE -> (float) raw.getDouble();
      case INT64 -> raw.getLong();
      case FLOAT -> raw.getFloat();
      case INT32 -> raw.getInt();
      case FLOAT16 -> HalfFloat.widened(raw.getShort());
      case BFLOAT16 -> HalfFloat.widenedBrain(raw.getShort());
      case INT16 -> raw.getShort();
      case UINT16 -> raw.getShort() & 0xffff;
      case INT8 -> raw.get();
      default -> raw.get() & 0xff;
    };
  }
}
