package io.github.softmaxregression.web;

import com.google.gson.annotations.SerializedName;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.Versions;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Open Inference Protocol, version 2, over REST: what clients of model servers speak. */
final class InferenceApi {
  private static final String PROBABILITIES = "probabilities";
  private static final String LABEL = "label";
  private static final String CLASS = "class";
  private static final List<String> EXTENSIONS = List.of("binary_tensor_data");
  private static final List<String> OUTPUTS = List.of(PROBABILITIES, LABEL, CLASS);

  private final Models models;
  private final Workers workers;
  private final Limits limits;
  private final Metrics metrics;

  InferenceApi(Models models, Workers workers, Limits limits, Metrics metrics) {
    this.models = models;
    this.workers = workers;
    this.limits = limits;
    this.metrics = metrics;
  }

  private record Server(String name, String version, List<String> extensions) {}

  private record TensorInfo(String name, String datatype, List<Integer> shape) {}

  private record Model(
      String name,
      List<String> versions,
      String platform,
      List<TensorInfo> inputs,
      List<TensorInfo> outputs) {}

  private record Ready(String name, boolean ready) {}

  private record Output(
      String name,
      String datatype,
      List<Integer> shape,
      Map<String, Integer> parameters,
      List<?> data) {}

  private record Response(
      @SerializedName("model_name") String modelName,
      @SerializedName("model_version") String modelVersion,
      String id,
      List<Output> outputs) {}

  void server(Context context) {
    String version = Versions.all().get("softmax-regression");
    Answers.json(context, new Server("softmax-regression", version, EXTENSIONS));
  }

  void live(Context context) {
    Answers.json(context, Map.of("live", true));
  }

  void ready(Context context) {
    models.current();
    Answers.json(context, Map.of("live", true, "ready", true));
  }

  void model(Context context) {
    ServedModel model = named(context);
    int classes = model.input().classNames().size();
    int inputs = model.input().height() * model.input().width();
    Answers.json(
        context,
        new Model(
            model.name(),
            List.of(model.version()),
            "deeplearning4j_zip",
            List.of(new TensorInfo(ModelInput.NAME, "FP32", List.of(-1, inputs))),
            List.of(
                new TensorInfo(PROBABILITIES, "FP32", List.of(-1, classes)),
                new TensorInfo(LABEL, "INT64", List.of(-1)),
                new TensorInfo(CLASS, "BYTES", List.of(-1)))));
  }

  void modelReady(Context context) {
    Answers.json(context, new Ready(named(context).name(), true));
  }

  void infer(Context context) throws Exception {
    ServedModel model = named(context);
    byte[] body = context.attribute(WholeBody.ATTRIBUTE);
    int length = jsonLength(context.header(BinaryData.HEADER), body.length);
    ByteArrayOutputStream binary = new ByteArrayOutputStream();
    Response response = workers.call(() -> infer(model, body, length, binary));
    if (binary.size() == 0) {
      Answers.json(context, response);
    } else {
      Answers.jsonAndBinary(context, response, binary.toByteArray());
    }
  }

  /** As the request's header says; the whole body if it says nothing. */
  private static int jsonLength(String header, int most) {
    if (header == null) {
      return most;
    }
    if (!header.matches("\\d{1,9}") || Integer.parseInt(header) > most) {
      throw new HttpProblem(
          400, "%s %s: expected 0 to %d".formatted(BinaryData.HEADER, header, most));
    }
    return Integer.parseInt(header);
  }

  private Response infer(ServedModel model, byte[] body, int length, ByteArrayOutputStream binary) {
    ModelInput input = new ModelInput(model.input(), limits.batch());
    InferenceRequest request = InferenceRequest.read(body, length, limits.batch() * input.size());
    List<InferenceRequest.Output> wanted = wanted(request);
    List<Prediction> predictions = model.classifier().classify(input.features(request));
    metrics.countPictures(predictions.size());
    List<Output> outputs = new ArrayList<>();
    for (InferenceRequest.Output each : wanted) {
      Output output = output(each.name(), predictions);
      if (each.binary() == null ? request.binary() : each.binary()) {
        byte[] data = BinaryData.bytes(output.data);
        binary.writeBytes(data);
        Map<String, Integer> size = Map.of("binary_data_size", data.length);
        output = new Output(output.name, output.datatype, output.shape, size, null);
      }
      outputs.add(output);
    }
    return new Response(model.name(), model.version(), request.id(), outputs);
  }

  private static List<InferenceRequest.Output> wanted(InferenceRequest request) {
    if (request.outputs() == null) {
      return OUTPUTS.stream().map(name -> new InferenceRequest.Output(name, null)).toList();
    }
    for (InferenceRequest.Output output : request.outputs()) {
      if (!OUTPUTS.contains(output.name())) {
        throw new HttpProblem(
            400,
            "an output '%s': expected %s".formatted(output.name(), String.join(", ", OUTPUTS)));
      }
    }
    return request.outputs();
  }

  private static Output output(String name, List<Prediction> predictions) {
    List<Integer> n = List.of(predictions.size());
    return switch (name) {
      case LABEL ->
          new Output(name, "INT64", n, null, predictions.stream().map(Prediction::label).toList());
      case CLASS ->
          new Output(
              name, "BYTES", n, null, predictions.stream().map(Prediction::className).toList());
      default -> {
        List<Float> all = new ArrayList<>();
        for (Prediction prediction : predictions) {
          prediction.probabilities().forEach(p -> all.add(p.floatValue()));
        }
        List<Integer> shape = List.of(predictions.size(), all.size() / predictions.size());
        yield new Output(name, "FP32", shape, null, all);
      }
    };
  }

  /** The model, if the path names it, and the version that is served, if it names one. */
  private ServedModel named(Context context) {
    ServedModel model = models.current();
    String name = context.pathParam("name");
    if (!name.equals(model.name())) {
      throw new HttpProblem(404, "no model '%s': expected '%s'".formatted(name, model.name()));
    }
    String version = context.pathParamMap().get("version");
    if (version != null && !version.equals(model.version())) {
      throw new HttpProblem(
          404, "no version '%s': expected '%s'".formatted(version, model.version()));
    }
    return model;
  }
}
