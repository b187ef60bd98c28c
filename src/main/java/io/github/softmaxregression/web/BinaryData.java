package io.github.softmaxregression.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tensors behind the JSON instead of in it: the protocol's extension for binary tensor data, which
 * some clients use unless told otherwise. Little-endian, row by row.
 */
final class BinaryData {
  /** How long the JSON is, before the tensors. */
  static final String HEADER = "Inference-Header-Content-Length";

  private static final int BYTE = 0xff;

  private BinaryData() {}

  /**
   * The values of an input.
   *
   * @throws HttpProblem if they are of no type that a model takes, or no whole number of them
   */
  static float[] values(String datatype, byte[] data) {
    if ("UINT8".equals(datatype)) {
      float[] values = new float[data.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = data[i] & BYTE;
      }
      return values;
    }
    if (!"FP32".equals(datatype)) {
      throw new HttpProblem(
          400, "binary data of datatype %s: expected FP32 or UINT8".formatted(datatype));
    }
    if (data.length % Float.BYTES != 0) {
      throw new HttpProblem(
          400, "%d bytes of FP32: expected four for each value".formatted(data.length));
    }
    float[] values = new float[data.length / Float.BYTES];
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** The bytes of an output's values: floats, whole numbers or texts. */
  static byte[] bytes(List<?> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object value : values) {
      if (value instanceof Float number) {
        bytes.writeBytes(room(Float.BYTES).putFloat(number).array());
      } else if (value instanceof Integer number) {
        bytes.writeBytes(room(Long.BYTES).putLong(number).array());
      } else {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(room(Integer.BYTES).putInt(text.length).array());
        bytes.writeBytes(text);
      }
    }
    return bytes.toByteArray();
  }

  private static ByteBuffer room(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
