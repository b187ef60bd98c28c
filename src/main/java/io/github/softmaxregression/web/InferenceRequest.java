package io.github.softmaxregression.web;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request of the Open Inference Protocol.
 *
 * @param id by which its sender knows it again, or null
 * @param inputs the tensors
 * @param outputs those that are wanted; null for all
 * @param binary whether outputs are wanted behind the JSON, where they do not say so themselves
 */
record InferenceRequest(String id, List<Tensor> inputs, List<Output> outputs, boolean binary) {
  /** More inputs or outputs than any model has here. */
  private static final int MOST_TENSORS = 16;

  private static final int LONGEST_PATH = 80;

  /**
   * An output that is wanted.
   *
   * @param binary whether behind the JSON; null if that is not said
   */
  record Output(String name, Boolean binary) {}

  /**
   * Reads one.
   *
   * @param length of the JSON in the body; tensors may stand behind it
   * @param most values in all of a tensor's data
   * @throws HttpProblem if it is no such request
   */
  static InferenceRequest read(byte[] body, int length, int most) {
    InferenceRequest request = readJson(body, length, most);
    List<Tensor> inputs = new ArrayList<>();
    int position = length;
    for (Tensor tensor : request.inputs) {
      if (tensor.binarySize() == null) {
        inputs.add(tensor);
        continue;
      }
      int size = tensor.binarySize();
      if (size < 0 || size > body.length - position) {
        throw new HttpProblem(
            400, "binary data of %d bytes: found %d".formatted(size, body.length - position));
      }
      inputs.add(tensor.withBinary(Arrays.copyOfRange(body, position, position + size)));
      position += size;
    }
    if (position < body.length) {
      throw new HttpProblem(
          400, "%d bytes after the request's end".formatted(body.length - position));
    }
    return new InferenceRequest(request.id, inputs, request.outputs, request.binary);
  }

  private static InferenceRequest readJson(byte[] body, int length, int most) {
    JsonReader json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(body, 0, length), StandardCharsets.UTF_8));
    json.setStrictness(Strictness.STRICT);
    try {
      InferenceRequest request = read(json, most);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new HttpProblem(400, "more after the request's end");
      }
      return request;
    } catch (EOFException e) {
      throw new HttpProblem(400, "a request that ends early, expected a JSON object");
    } catch (IllegalStateException | NumberFormatException e) {
      throw new HttpProblem(400, "a value of another type than expected at " + place(json));
    } catch (IOException e) {
      throw new HttpProblem(400, "what is no JSON at " + place(json));
    }
  }

  private static String place(JsonReader json) {
    String path = json.getPath();
    return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "...";
  }

  private static InferenceRequest read(JsonReader json, int most) throws IOException {
    String id = null;
    List<Tensor> inputs = null;
    List<Output> outputs = null;
    boolean binary = false;
    for (String member = Members.first(json); member != null; member = Members.next(json)) {
      switch (member) {
        case "id" -> id = json.nextString();
        case "inputs" -> inputs = list(json, () -> Tensor.read(json, most));
        case "outputs" -> outputs = list(json, () -> readOutput(json));
        case "parameters" -> binary = Boolean.TRUE.equals(readFlag(json, "binary_data_output"));
        default -> json.skipValue();
      }
    }
    if (inputs == null) {
      throw new HttpProblem(400, "no inputs: expected a list of tensors");
    }
    return new InferenceRequest(id, inputs, outputs, binary);
  }

  private interface Element<T> {
    T read() throws IOException;
  }

  private static <T> List<T> list(JsonReader json, Element<T> element) throws IOException {
    List<T> list = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (list.size() == MOST_TENSORS) {
        throw new HttpProblem(400, "more than %d tensors".formatted(MOST_TENSORS));
      }
      list.add(element.read());
    }
    json.endArray();
    return list;
  }

  private static Output readOutput(JsonReader json) throws IOException {
    String name = null;
    Boolean binary = null;
    for (String member = Members.first(json); member != null; member = Members.next(json)) {
      switch (member) {
        case "name" -> name = json.nextString();
        case "parameters" -> binary = readFlag(json, "binary_data");
        default -> json.skipValue();
      }
    }
    if (name == null) {
      throw new HttpProblem(400, "an output without a name");
    }
    return new Output(name, binary);
  }

  /** One of some parameters; null if it is not there. */
  private static Boolean readFlag(JsonReader json, String name) throws IOException {
    Boolean flag = null;
    for (String member = Members.first(json); member != null; member = Members.next(json)) {
      if (member.equals(name)) {
        flag = json.nextBoolean();
      } else {
        json.skipValue();
      }
    }
    return flag;
  }
}
