package io.github.softmaxregression.web.protocol;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.softmaxregression.web.http.HttpProblem;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads requests of the Open Inference Protocol, with tensors in the JSON or behind it. */
record InferenceReader(TypeAdapter<InferenceRequest> adapter) {
  /** Reads requests with up to so many values in all of a tensor's data. */
  InferenceReader(int maxValues) {
    this(
        new GsonBuilder()
            .registerTypeAdapter(TensorData.class, TensorData.adapter(maxValues))
            .create()
            .getAdapter(InferenceRequest.class));
  }

  /** Reads a body whose JSON has a length, and tensors perhaps behind it; fails with a problem. */
  InferenceRequest read(byte[] body, int length) {
    InferenceRequest request = readJson(body, length);
    if (request.inputs() == null) {
      throw new HttpProblem(400, "no inputs: expected a list of tensors");
    }
    ByteBuffer rest = ByteBuffer.wrap(body, length, body.length - length);
    request.inputs().replaceAll(input -> input.withBinary(rest));
    if (rest.hasRemaining()) {
      throw new HttpProblem(400, "%d bytes after the request's end", rest.remaining());
    }
    return request;
  }

  private InferenceRequest readJson(byte[] body, int length) {
    var bytes = new ByteArrayInputStream(body, 0, length);
    JsonReader json = new JsonReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    json.setStrictness(Strictness.STRICT);
    try {
      if (json.peek() == JsonToken.NULL) {
        json.beginObject(); // which says what is wrong
      }
      InferenceRequest request = adapter.read(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new HttpProblem(400, "more after the request's end");
      }
      return request;
    } catch (EOFException e) {
      throw new HttpProblem(400, "a request that ends early, expected a JSON object");
    } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
      throw new HttpProblem(400, "a value of another type than expected at " + place(json));
    } catch (IOException e) {
      throw new HttpProblem(400, "what is no JSON at " + place(json));
    }
  }

  private static String place(JsonReader json) {
    return json.getPath().replaceFirst("(?s)(.{80}).+", "$1..."); // as deep as the client likes
  }
}
