package io.github.softmaxregression.web;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor of a request, as the Open Inference Protocol writes it, with all that was said of it.
 *
 * @param name of the input; null where none was given
 * @param datatype for example FP32; null where none was given
 * @param shape null where none was given
 * @param values of the data in row-major order; null where none were given
 * @param nested the lengths of the data's arrays inside each other; one for flat data
 * @param binarySize bytes of the data, if they stand behind the JSON; null if they do not
 */
record Tensor(
    String name,
    String datatype,
    List<Long> shape,
    float[] values,
    List<Integer> nested,
    Integer binarySize) {
  private static final int DEEPEST = 4;

  /**
   * Reads one value by value, without a tree of them in memory.
   *
   * @param most values
   * @throws HttpProblem if there are more, or one is no number
   */
  static Tensor read(JsonReader json, int most) throws IOException {
    String name = null;
    String datatype = null;
    List<Long> shape = null;
    Data data = null;
    Integer binarySize = null;
    for (String member = Members.first(json); member != null; member = Members.next(json)) {
      switch (member) {
        case "name" -> name = json.nextString();
        case "datatype" -> datatype = json.nextString();
        case "shape" -> shape = readShape(json);
        case "data" -> {
          data = new Data(most);
          data.read(json, 0);
        }
        case "parameters" -> binarySize = readBinarySize(json);
        default -> json.skipValue();
      }
    }
    return new Tensor(
        name,
        datatype,
        shape,
        data == null ? null : data.all(),
        data == null ? null : data.lengths,
        binarySize);
  }

  private static Integer readBinarySize(JsonReader json) throws IOException {
    Integer size = null;
    for (String member = Members.first(json); member != null; member = Members.next(json)) {
      if (member.equals("binary_data_size")) {
        size = json.nextInt();
      } else {
        json.skipValue();
      }
    }
    return size;
  }

  /** The same tensor with the data that were found behind the JSON. */
  Tensor withBinary(byte[] data) {
    float[] found = BinaryData.values(datatype, data);
    return new Tensor(name, datatype, shape, found, List.of(found.length), null);
  }

  private static List<Long> readShape(JsonReader json) throws IOException {
    List<Long> shape = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      shape.add(json.nextLong());
      if (shape.size() > DEEPEST) {
        throw new HttpProblem(400, "a shape of more than %d sizes".formatted(DEEPEST));
      }
    }
    json.endArray();
    return shape;
  }

  /** Numbers as they come, flat or in arrays of equal lengths inside each other. */
  private static final class Data {
    private static final int ROOM_AT_FIRST = 784;

    private final int most;
    private final List<Integer> lengths = new ArrayList<>();
    private float[] values = new float[ROOM_AT_FIRST];
    private int count;

    Data(int most) {
      this.most = most;
    }

    float[] all() {
      return Arrays.copyOf(values, count);
    }

    void read(JsonReader json, int depth) throws IOException {
      if (depth == DEEPEST) {
        throw new HttpProblem(
            400, "data in more than %d arrays inside each other".formatted(depth));
      }
      json.beginArray();
      if (lengths.size() == depth) {
        lengths.add(null); // known at the end of the first
      }
      int length = 0;
      for (; json.hasNext(); length++) {
        JsonToken token = json.peek();
        if (token == JsonToken.BEGIN_ARRAY) {
          read(json, depth + 1);
        } else if (token == JsonToken.NUMBER && lengths.size() == depth + 1) {
          add((float) json.nextDouble());
        } else {
          throw new HttpProblem(
              400,
              "data at %s: expected numbers, flat or nested as the shape"
                  .formatted(json.getPath()));
        }
      }
      json.endArray();
      Integer before = lengths.set(depth, length);
      if (before != null && before != length) {
        throw new HttpProblem(400, "data in arrays of different lengths, expected equal ones");
      }
    }

    private void add(float value) {
      if (count == most) {
        throw new HttpProblem(413, "more than %,d values of data: send fewer".formatted(most));
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.min(most, 2 * count));
      }
      values[count++] = value;
    }
  }
}
