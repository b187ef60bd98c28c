package io.github.softmaxregression.web.protocol;

import com.google.gson.annotations.SerializedName;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.web.http.HttpProblem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A response of the Open Inference Protocol; its id is null where the request has none. */
record InferenceResponse(
    @SerializedName("model_name") String modelName,
    @SerializedName("model_version") String modelVersion,
    String id,
    List<Output> outputs) {
  private static final List<String> NAMES = List.of("probabilities", "label", "class");

  /** A tensor; its data are null where they stand behind the JSON, or it is only described. */
  record Output(
      String name,
      String datatype,
      List<Integer> shape,
      Map<String, Integer> parameters,
      List<?> data) {
    Output(String name, String datatype, List<?> data, Integer... shape) {
      this(name, datatype, List.of(shape), null, data);
    }
  }

  /** Describes the outputs of a model, for any number of images. */
  static List<Output> outputs(int classes) {
    return List.of(
        new Output("probabilities", "FP32", null, -1, classes),
        new Output("label", "INT64", null, -1),
        new Output("class", "BYTES", null, -1));
  }

  /** The outputs that are wanted; a problem if the model has no such output. */
  static List<InferenceRequest.Output> wanted(InferenceRequest request) {
    if (request.outputs() == null || request.outputs().isEmpty()) { // none is asked for by name
      return NAMES.stream().map(name -> new InferenceRequest.Output(name, null)).toList();
    }
    for (InferenceRequest.Output output : request.outputs()) {
      if (output.name() == null) {
        throw new HttpProblem(400, "an output without a name");
      }
      if (!NAMES.contains(output.name())) {
        String expected = String.join(", ", NAMES);
        throw new HttpProblem(400, "an output '%s': expected %s", output.name(), expected);
      }
    }
    return request.outputs();
  }

  /** Makes a response; {@code binary} receives the tensors that stand behind the JSON. */
  static InferenceResponse of(
      ServedModel model,
      InferenceRequest request,
      List<InferenceRequest.Output> wanted,
      List<Prediction> predictions,
      ByteArrayOutputStream binary) {
    List<Output> outputs = new ArrayList<>();
    for (InferenceRequest.Output each : wanted) {
      Output output = output(each.name(), predictions);
      if (request.isBinary(each)) {
        byte[] data = bytes(output.data);
        binary.writeBytes(data);
        Map<String, Integer> size = Map.of("binary_data_size", data.length);
        output = new Output(output.name, output.datatype, output.shape, size, null);
      }
      outputs.add(output);
    }
    return new InferenceResponse(model.name(), model.version(), request.id(), outputs);
  }

  private static Output output(String name, List<Prediction> predictions) {
    int n = predictions.size();
    var each = predictions.stream();
    return switch (name) {
      case "label" -> new Output(name, "INT64", each.map(Prediction::label).toList(), n);
      case "class" -> new Output(name, "BYTES", each.map(Prediction::className).toList(), n);
      default -> {
        var shares = each.flatMap(one -> one.probabilities().stream());
        var all = shares.map(Double::floatValue).toList();
        yield new Output(name, "FP32", all, n, all.size() / n);
      }
    };
  }

  /** Floats, whole numbers or texts, little-endian. */
  private static byte[] bytes(List<?> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object value : values) {
      if (value instanceof Float number) {
        bytes.writeBytes(buffer(Float.BYTES).putFloat(number).array());
      } else if (value instanceof Integer number) {
        bytes.writeBytes(buffer(Long.BYTES).putLong(number).array());
      } else {
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(buffer(Integer.BYTES).putInt(text.length).array());
        bytes.writeBytes(text);
      }
    }
    return bytes.toByteArray();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
