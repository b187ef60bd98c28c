package io.github.softmaxregression.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Open Inference Protocol: what is wrong with a request is said in its own form. */
class InferenceErrorsTest extends WithServer {
  private static final String MODEL = "/v2/models/" + RunningServer.MODEL;

  private static void fails(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonObject json = RunningServer.json(response);
    assertThat(json.keySet()).containsExactly("error");
    assertThat(json.get("error").getAsString()).contains(message).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                       | ends early
          {"inputs": [                             | ends early
          []                                       | a value of another type than expected at $
          {"inputs": [}                            | what is no JSON at $.inputs[0]
          {"inputs": [{"shape": ["a"]}]}           | a value of another type than expected at $.inputs[0].shape[0]
          null                                     | a value of another type than expected at $
          {"inputs": [null]}                       | a value of another type than expected at $.inputs
          {"inputs": [{"shape": [1, 2, 3, 4, 5]}]} | a shape of more than 4 sizes
          {"inputs": [], "outputs": [{}]}          | an output without a name
          {"inputs": [{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]} | more than 16 tensors
          {}                                       | no inputs
          {"inputs": []}                           | 0 inputs: expected one
          {"inputs": [{}]}                         | an input named 'null'
          {"inputs": [{"name": "x"}]}              | an input named 'x': expected 'input'
          {"inputs": [{"name": "input"}]}          | datatype null: expected FP32
          {"inputs": [{"name": "input", "datatype": "FP64"}]} | datatype FP64
          {"inputs": [{"name": "input", "datatype": "FP32"}]} | shape null: expected [n, 784]
          {"inputs": [{"name": "input", "datatype": "FP32", "shape": [784]}]} | shape [784]
          {"inputs": [{"name": "input", "datatype": "FP32", "shape": [0, 784]}]} | shape [0, 784]
          {"inputs": [{"name": "input", "datatype": "FP32", "shape": [1, 784]}]} | without data
          {"inputs": [{"name": "input", "datatype": "FP32", "shape": [1, 784], "data": [1]}]} | 1 values of data: expected 784
          {"inputs": [{"name": "input", "datatype": "FP32", "shape": [1, 784], "data": ["a"]}]} | expected numbers
          {"inputs": [{"name": "input", "datatype": "FP32", "shape": [1, 784], "data": [[1], [2, 3]]}]} | different lengths
          {"inputs": [{"name": "input", "datatype": "FP32", "shape": [1, 784], "data": [[[[[1]]]]]}]} | inside each other
          {"inputs": []} {}                        | what is no JSON at $
          {"inputs": [{"datatype": "FP32", "data": [NaN]}]} | what is no JSON at $.inputs[0].data[0]
          {"inputs": [{"parameters": {"binary_data_size": 9}}]} | binary data of 9 bytes: found 0
          """)
  void otherRequestsAreRefused(String request, String message) {
    fails(server.post(MODEL + "/infer", request == null ? "" : request), 400, message);
  }

  @Test
  void valuesAreChecked() {
    double[] values = new double[784];
    values[3] = 200;
    fails(
        server.post(MODEL + "/infer", InferenceApiTest.request(List.of(1, 784), "FP32", values)),
        400,
        "value 200.0 at 3: expected from 0 to 1");
    values[3] = 255.5;
    fails(
        server.post(MODEL + "/infer", InferenceApiTest.request(List.of(1, 784), "UINT8", values)),
        400,
        "value 255.5 at 3: expected whole numbers from 0 to 255");
    int[] halves = new int[784];
    Arrays.fill(halves, 1);
    Object nested = List.of(Arrays.copyOf(halves, 392), Arrays.copyOf(halves, 392));
    fails(
        server.post(MODEL + "/infer", InferenceApiTest.request(List.of(1, 784), "UINT8", nested)),
        400,
        "data nested as [2, 392]");
  }

  @Test
  void tooManyImagesAreRefused() {
    fails(
        server.post(
            MODEL + "/infer", InferenceApiTest.request(List.of(257, 784), "UINT8", new int[784])),
        413,
        "257 images: expected at most 256");
    fails(
        server.post(
            MODEL + "/infer",
            InferenceApiTest.request(List.of(257, 784), "UINT8", new int[257 * 784])),
        413,
        "more than 200,704 values");
  }

  @Test
  void othersModelsAreNotThere() {
    fails(server.get("/v2/models/mymodel"), 404, "no model 'mymodel': expected 'fashion-mnist");
    fails(server.get(MODEL + "/versions/1/ready"), 404, "no version '1'");
    fails(server.get("/v2/nothing"), 404, "nothing is here");
    fails(server.post("/v2", "{}"), 405, "another method: expected GET");
  }
}
