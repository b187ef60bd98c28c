package io.github.softmaxregression.web.protocol;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.softmaxregression.web.http.HttpProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of a tensor.
 *
 * @param values in row-major order
 * @param nested the lengths of the JSON's arrays inside each other; one length for flat data
 */
record TensorData(float[] values, List<Integer> nested) {
  /** The most arrays inside each other: [n, 1, height, width]. */
  static final int MAX_DEPTH = 4;

  /** The values of a tensor behind the JSON: little-endian, of a type that a model takes. */
  static TensorData binary(String datatype, byte[] data) {
    boolean bytes = "UINT8".equals(datatype);
    if (!bytes && !"FP32".equals(datatype)) {
      throw new HttpProblem(400, "binary data of datatype %s: expected FP32 or UINT8", datatype);
    }
    if (!bytes && data.length % Float.BYTES != 0) {
      throw new HttpProblem(400, "%d bytes of FP32: expected four for each value", data.length);
    }
    float[] values = new float[bytes ? data.length : data.length / Float.BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes ? Byte.toUnsignedInt(buffer.get()) : buffer.getFloat();
    }
    return new TensorData(values, List.of(values.length));
  }

  /** Reads number by number: Gson's own lists would take many times the body's size. */
  static TypeAdapter<TensorData> adapter(int maxValues) {
    return new TypeAdapter<TensorData>() {
      @Override
      public TensorData read(JsonReader json) throws IOException {
        Reading reading = new Reading(json, maxValues);
        reading.array(0);
        return new TensorData(Arrays.copyOf(reading.values, reading.count), reading.lengths);
      }

      @Override
      public void write(JsonWriter out, TensorData data) {
        throw new UnsupportedOperationException();
      }
    }.nullSafe();
  }

  private static final class Reading {
    private final JsonReader json;
    private final int maxValues;
    private final List<Integer> lengths = new ArrayList<>();
    private float[] values = new float[784];
    private int count;

    Reading(JsonReader json, int maxValues) {
      this.json = json;
      this.maxValues = maxValues;
    }

    void array(int depth) throws IOException {
      if (depth == MAX_DEPTH) {
        throw new HttpProblem(400, "data in more than %d arrays inside each other", depth);
      }
      json.beginArray();
      if (lengths.size() == depth) {
        lengths.add(null); // known at the end of the first
      }
      int length = 0;
      for (; json.hasNext(); length++) {
        JsonToken token = json.peek();
        if (token == JsonToken.BEGIN_ARRAY) {
          array(depth + 1);
        } else if (token == JsonToken.NUMBER && lengths.size() == depth + 1) {
          add((float) json.nextDouble());
        } else {
          String expected = "numbers, flat or nested as the shape";
          throw new HttpProblem(400, "data at %s: expected %s", json.getPath(), expected);
        }
      }
      json.endArray();
      Integer before = lengths.set(depth, length);
      if (before != null && before != length) {
        throw new HttpProblem(400, "data in arrays of different lengths, expected equal ones");
      }
    }

    private void add(float value) {
      if (count == maxValues) {
        throw new HttpProblem(413, "more than %,d values of data: send fewer", maxValues);
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.min(maxValues, 2 * count));
      }
      values[count++] = value;
    }
  }
}
