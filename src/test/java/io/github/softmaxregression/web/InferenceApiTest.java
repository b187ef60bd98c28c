package io.github.softmaxregression.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.Await;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Open Inference Protocol: what its specification asks for. */
class InferenceApiTest extends WithServer {
  private static final String HEADER = "Inference-Header-Content-Length";
  private static final String MODEL = "/v2/models/" + RunningServer.MODEL;

  private static ImageSet test;

  @BeforeAll
  static void read() throws IOException {
    test = FashionMnist.bundled().test();
  }

  private static JsonObject ok(HttpResponse<String> response) {
    assertThat(response.body()).doesNotContain("error");
    assertThat(response.statusCode()).isEqualTo(200);
    return RunningServer.json(response);
  }

  @Test
  void serverAndModelTellWhatTheyAre() {
    assertThat(ok(server.get("/v2")).keySet()).containsExactly("name", "version", "extensions");
    assertThat(ok(server.get("/v2/health/live")).get("live").getAsBoolean()).isTrue();
    assertThat(ok(server.get("/v2/health/ready")).get("ready").getAsBoolean()).isTrue();
    JsonObject model = ok(server.get(MODEL));
    assertThat(model.get("name").getAsString()).isEqualTo(RunningServer.MODEL);
    assertThat(model.get("platform").getAsString()).isNotBlank();
    assertThat(model.get("inputs"))
        .isEqualTo(
            JsonParser.parseString(
                "[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[-1,784]}]"));
    assertThat(model.getAsJsonArray("outputs")).hasSize(3);
    String version = model.getAsJsonArray("versions").get(0).getAsString();
    assertThat(ok(server.get(MODEL + "/versions/" + version))).isEqualTo(model);
    JsonObject ready = ok(server.get(MODEL + "/versions/" + version + "/ready"));
    assertThat(ready).isEqualTo(ok(server.get(MODEL + "/ready")));
    assertThat(ready.get("ready").getAsBoolean()).isTrue();
  }

  /** A request with one input. */
  static String request(Object shape, String datatype, Object data) {
    Map<String, Object> input =
        Map.of("name", "input", "shape", shape, "datatype", datatype, "data", data);
    return new Gson().toJson(Map.of("id", "42", "inputs", List.of(input)));
  }

  private static float[] scaled(byte[] pixels) {
    float[] features = new float[pixels.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = (pixels[i] & 0xff) / 255f;
    }
    return features;
  }

  private static JsonArray data(JsonObject response, String output) {
    for (var each : response.getAsJsonArray("outputs")) {
      if (each.getAsJsonObject().get("name").getAsString().equals(output)) {
        return each.getAsJsonObject().getAsJsonArray("data");
      }
    }
    throw new AssertionError("no output " + output);
  }

  @Test
  void imagesGetTheClassifiersAnswer() throws IOException {
    float[] features = new float[3 * 784];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(scaled(test.image(i)), 0, features, i * 784, 784);
    }
    JsonObject response =
        ok(server.post(MODEL + "/infer", request(List.of(3, 784), "FP32", features)));

    assertThat(response.get("id").getAsString()).isEqualTo("42");
    assertThat(response.get("model_name").getAsString()).isEqualTo(RunningServer.MODEL);
    JsonObject first = response.getAsJsonArray("outputs").get(0).getAsJsonObject();
    assertThat(first.get("shape")).isEqualTo(JsonParser.parseString("[3, 10]"));
    assertThat(first.get("datatype").getAsString()).isEqualTo("FP32");
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      List<Prediction> expected = classifier.classify(test.select(0, 1, 2));
      for (int i = 0; i < 3; i++) {
        Prediction prediction = expected.get(i);
        assertThat(data(response, "label").get(i).getAsInt()).isEqualTo(prediction.label());
        assertThat(data(response, "class").get(i).getAsString()).isEqualTo(prediction.className());
        for (int k = 0; k < 10; k++) {
          assertThat(data(response, "probabilities").get(10 * i + k).getAsDouble())
              .isCloseTo(prediction.probabilities().get(k), within(1e-6));
        }
      }
    }
  }

  @Test
  void allShapesAndTypesOfAnImageGiveTheSame() {
    int[] bytes = new int[784];
    int[][] rows = new int[28][28];
    byte[] image = test.image(4);
    for (int i = 0; i < 784; i++) {
      bytes[i] = image[i] & 0xff;
      rows[i / 28][i % 28] = bytes[i];
    }
    List<String> requests =
        List.of(
            request(List.of(1, 784), "FP32", scaled(image)),
            request(List.of(1, 784), "UINT8", bytes),
            request(List.of(1, 784), "UINT8", new int[][] {bytes}),
            request(List.of(1, 28, 28), "UINT8", bytes),
            request(List.of(1, 28, 28), "UINT8", new int[][][] {rows}),
            request(List.of(1, 1, 28, 28), "UINT8", new int[][][][] {{rows}}));

    List<String> answers =
        requests.stream().map(each -> server.post(MODEL + "/infer", each).body()).toList();
    assertThat(answers.get(0)).contains("\"shirt\"");
    assertThat(answers).allMatch(answers.get(0)::equals);
  }

  /** Some clients write null for what others leave out. */
  @Test
  void whatIsNullIsAsGoodAsAbsent() {
    String request =
        """
        {"id": null, "parameters": null, "outputs": null, "inputs": [
         {"name": "input", "shape": [1, 784], "datatype": "UINT8", "data": %s,
          "parameters": {"content_type": null, "binary_data_size": null}}]}"""
            .formatted(Arrays.toString(new int[784]));
    JsonObject response = ok(server.post(MODEL + "/infer", request));
    assertThat(response.has("id")).isFalse();
    assertThat(response.getAsJsonArray("outputs")).hasSize(3);
  }

  /** Tensors behind the JSON, both ways. */
  @Test
  void binaryTensorsGiveTheSame() throws Exception {
    byte[] image = test.image(4);
    ByteBuffer floats = ByteBuffer.allocate(4 * 784).order(ByteOrder.LITTLE_ENDIAN);
    floats.asFloatBuffer().put(scaled(image));
    String expected =
        server.post(MODEL + "/infer", request(List.of(1, 784), "FP32", scaled(image))).body();
    String json =
        """
        {"id": "42", "inputs": [{"name": "input", "shape": [1, 784], "datatype": "%s",
         "parameters": {"binary_data_size": %d}}]%s}""";

    assertThat(binary(json.formatted("FP32", 4 * 784, ""), floats.array()).body())
        .isEqualTo(expected.getBytes(UTF_8));
    assertThat(binary(json.formatted("UINT8", 784, ""), image).body())
        .isEqualTo(expected.getBytes(UTF_8));

    String wanted =
        """
        , "outputs": [{"name": "label"}, {"name": "class", "parameters": {"binary_data": true}},
         {"name": "probabilities", "parameters": {"binary_data": true}}]""";
    HttpResponse<byte[]> response = binary(json.formatted("UINT8", 784, wanted), image);
    int length = Integer.parseInt(response.headers().firstValue(HEADER).orElseThrow());
    JsonObject head =
        JsonParser.parseString(new String(response.body(), 0, length, UTF_8)).getAsJsonObject();
    assertThat(data(head, "label").toString()).isEqualTo("[6]");
    assertThat(head.getAsJsonArray("outputs").get(1).getAsJsonObject().get("parameters"))
        .isEqualTo(JsonParser.parseString("{\"binary_data_size\": 9}"));
    ByteBuffer tensors = ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(tensors.getInt(length)).isEqualTo(5);
    assertThat(new String(response.body(), length + 4, 5, UTF_8)).isEqualTo("shirt");
    JsonArray probabilities =
        data(JsonParser.parseString(expected).getAsJsonObject(), "probabilities");
    for (int k = 0; k < 10; k++) {
      assertThat(tensors.getFloat(length + 9 + 4 * k)).isEqualTo(probabilities.get(k).getAsFloat());
    }
    assertThat(tensors.capacity()).isEqualTo(length + 9 + 40);
  }

  private static HttpResponse<byte[]> binary(String json, byte[] tensor) throws Exception {
    byte[] head = json.getBytes(UTF_8);
    byte[] body = Arrays.copyOf(head, head.length + tensor.length);
    System.arraycopy(tensor, 0, body, head.length, tensor.length);
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                server
                    .request(MODEL + "/infer")
                    .header(HEADER, String.valueOf(head.length))
                    .timeout(Duration.ofSeconds(Await.SECONDS))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return response;
  }

  @Test
  void anEmptyListOfOutputsAsksForAll() {
    String request =
        request(List.of(1, 784), "UINT8", new int[784]).replaceFirst("\\{", "{\"outputs\":[],");
    JsonArray outputs = ok(server.post(MODEL + "/infer", request)).getAsJsonArray("outputs");
    assertThat(outputs).hasSize(3);
  }

  @Test
  void onlyTheOutputsThatAreWantedComeBack() {
    String request =
        request(List.of(1, 784), "UINT8", new int[784])
            .replaceFirst("\\{", "{\"outputs\":[{\"name\":\"label\"}],");
    JsonArray outputs = ok(server.post(MODEL + "/infer", request)).getAsJsonArray("outputs");
    assertThat(outputs).hasSize(1);
    assertThat(outputs.get(0).getAsJsonObject().get("name").getAsString()).isEqualTo("label");
    HttpResponse<String> unknown =
        server.post(MODEL + "/infer", request.replace("label", "logits"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("an output 'logits': expected probabilities, label");
  }
}
