package io.github.softmaxregression.web.protocol;

import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.Versions;
import io.github.softmaxregression.web.http.HttpProblem;
import io.github.softmaxregression.web.http.InferencePool;
import io.github.softmaxregression.web.http.Limits;
import io.github.softmaxregression.web.http.Metrics;
import io.github.softmaxregression.web.http.RequestBuffer;
import io.github.softmaxregression.web.http.Responses;
import io.github.softmaxregression.web.protocol.InferenceResponse.Output;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Answers the routes of the Open Inference Protocol, which clients of model servers speak. */
public record InferenceApi(
    Supplier<ServedModel> current,
    BooleanSupplier upToDate,
    InferencePool pool,
    Limits limits,
    Metrics metrics) {
  /** Tells, where tensors stand behind the JSON, how long that is. */
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";

  private static final Map<Integer, InferenceReader> READERS = new ConcurrentHashMap<>();

  private record Server(String name, String version, List<String> extensions) {}

  private record Ready(String name, boolean ready) {}

  public void server(Context context) {
    String name = "softmax-regression";
    List<String> extensions = List.of("binary_tensor_data");
    Responses.json(context, new Server(name, Versions.all().get(name), extensions));
  }

  public void live(Context context) {
    Responses.json(context, Map.of("live", true));
  }

  public void ready(Context context) {
    current.get();
    if (!pool.isReady()) {
      throw new HttpProblem(503, "too many workers are late");
    }
    Map<String, Object> health = new LinkedHashMap<>(Map.of("live", true));
    health.put("ready", true);
    health.put("model_up_to_date", upToDate.getAsBoolean()); // else the one before is served
    Responses.json(context, health);
  }

  public void model(Context context) {
    ServedModel model = named(context);
    int pixels = model.input().height() * model.input().width();
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", model.name());
    description.put("versions", List.of(model.version()));
    description.put("platform", "deeplearning4j_zip");
    description.put(
        "inputs", List.of(new Output(InferenceRequest.INPUT, "FP32", null, -1, pixels)));
    description.put("outputs", InferenceResponse.outputs(model.input().classNames().size()));
    Responses.json(context, description);
  }

  public void modelReady(Context context) {
    Responses.json(context, new Ready(named(context).name(), true));
  }

  public void infer(Context context) throws Exception {
    ServedModel model = named(context);
    byte[] body = context.attribute(RequestBuffer.ATTRIBUTE);
    int length = jsonLength(context.header(JSON_LENGTH), body.length);
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    InferenceResponse response = pool.call(() -> infer(model, body, length, binary));
    if (binary.size() == 0) {
      Responses.json(context, response);
      return;
    }
    byte[] json = Responses.toJson(response);
    context.header(JSON_LENGTH, String.valueOf(json.length));
    ByteBuffer all = ByteBuffer.allocate(json.length + binary.size());
    all.put(json).put(binary.toByteArray());
    Responses.bytes(context, "application/octet-stream", all.array());
  }

  /** As the request's header says; the whole body if it says nothing. */
  private static int jsonLength(String header, int max) {
    if (header == null) {
      return max;
    }
    if (!header.matches("\\d{1,9}") || Integer.parseInt(header) > max) {
      throw new HttpProblem(400, "%s %s: expected 0 to %d", JSON_LENGTH, header, max);
    }
    return Integer.parseInt(header);
  }

  private InferenceResponse infer(
      ServedModel model, byte[] body, int length, ByteArrayOutputStream binary) {
    InputFormat format = model.input();
    int maxValues = limits.batch() * format.height() * format.width(); // of all of a tensor's data
    InferenceReader reader = READERS.computeIfAbsent(maxValues, InferenceReader::new);
    InferenceRequest request = reader.read(body, length);
    List<InferenceRequest.Output> wanted = InferenceResponse.wanted(request);
    float[] features = request.features(format, limits.batch());
    List<Prediction> predictions = model.classifier().classify(features);
    metrics.countPictures(predictions.size());
    return InferenceResponse.of(model, request, wanted, predictions, binary);
  }

  /** The model, if the path names it, and the version that is served, if it names one. */
  private ServedModel named(Context context) {
    ServedModel model = current.get();
    String name = context.pathParam("name");
    if (!name.equals(model.name())) {
      throw new HttpProblem(404, "no model '%s': expected '%s'", name, model.name());
    }
    String version = context.pathParamMap().get("version");
    if (version != null && !version.equals(model.version())) {
      throw new HttpProblem(404, "no version '%s': expected '%s'", version, model.version());
    }
    return model;
  }
}
