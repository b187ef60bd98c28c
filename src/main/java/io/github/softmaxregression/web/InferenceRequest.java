package io.github.softmaxregression.web;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of the Open Inference Protocol.
 *
 * @param id by which its sender knows it again, or null
 * @param inputs the tensors
 * @param outputs the names of those that are wanted; null for all
 */
record InferenceRequest(String id, List<Tensor> inputs, List<String> outputs) {
  /** More inputs or outputs than any model has here. */
  private static final int MOST_TENSORS = 16;

  /**
   * Reads one.
   *
   * @param most values in all of a tensor's data
   * @throws HttpProblem if it is no such request
   */
  static InferenceRequest read(byte[] body, int most) {
    try (JsonReader json =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8))) {
      json.setStrictness(Strictness.STRICT);
      InferenceRequest request = read(json, most);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new HttpProblem(400, "more after the request's end");
      }
      return request;
    } catch (EOFException e) {
      throw new HttpProblem(400, "a request that ends early, expected a JSON object");
    } catch (MalformedJsonException | IllegalStateException | NumberFormatException e) {
      throw new HttpProblem(400, "no inference request: " + firstLine(e));
    } catch (IOException e) {
      throw new HttpProblem(400, "no inference request: " + firstLine(e));
    }
  }

  /** What the parser says, without its advice to programmers in the next line. */
  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static InferenceRequest read(JsonReader json, int most) throws IOException {
    String id = null;
    List<Tensor> inputs = null;
    List<String> outputs = null;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = json.nextString();
        case "inputs" -> inputs = list(json, () -> Tensor.read(json, most));
        case "outputs" -> outputs = list(json, () -> outputName(json));
        default -> json.skipValue(); // parameters: none is known here
      }
    }
    json.endObject();
    if (inputs == null) {
      throw new HttpProblem(400, "no inputs: expected a list of tensors");
    }
    return new InferenceRequest(id, inputs, outputs);
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

  private static String outputName(JsonReader json) throws IOException {
    String name = null;
    json.beginObject();
    while (json.hasNext()) {
      if (json.nextName().equals("name")) {
        name = json.nextString();
      } else {
        json.skipValue();
      }
    }
    json.endObject();
    if (name == null) {
      throw new HttpProblem(400, "an output without a name");
    }
    return name;
  }
}
