package io.github.softmaxregression.exchange;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.nd4j.shade.protobuf.ByteString;

/** Reads what a node of a graph says of itself. */
record OnnxNode(NodeProto node) {
  /** Names its operator; one of a domain that is not known gets a name that is none. */
  String operator() {
    return switch (node.getDomain()) {
      case "", "ai.onnx", "ai.onnx.ml" -> node.getOpType();
      default -> node.getDomain() + "." + node.getOpType();
    };
  }

  /** Says that layers cannot do what it does. */
  IllegalArgumentException unknown() {
    return new IllegalArgumentException("the operator " + operator());
  }

  private Optional<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream().filter(each -> each.getName().equals(name)).findFirst();
  }

  long number(String name, long missing) {
    return attribute(name).map(AttributeProto::getI).orElse(missing);
  }

  float real(String name, float missing) {
    return attribute(name).map(AttributeProto::getF).orElse(missing);
  }

  String text(String name, String missing) {
    return attribute(name).map(each -> each.getS().toStringUtf8()).orElse(missing);
  }

  long[] numbers(String name) {
    return attribute(name)
        .map(each -> each.getIntsList().stream().mapToLong(Long::longValue).toArray())
        .orElse(new long[0]);
  }

  float[] reals(String name) {
    AttributeProto found = attribute(name).orElse(AttributeProto.getDefaultInstance());
    float[] values = new float[found.getFloatsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = found.getFloats(i);
    }
    return values;
  }

  /** Reads the value of a node Constant. */
  OnnxTensor constant() {
    Optional<AttributeProto> tensor = attribute("value");
    if (tensor.isPresent()) {
      return OnnxTensor.of(tensor.get().getT());
    }
    for (String name : List.of("value_floats", "value_ints", "value_float", "value_int")) {
      if (attribute(name).isPresent()) {
        float[] values =
            switch (name) {
              case "value_floats" -> reals(name);
              case "value_ints" -> floats(numbers(name));
              case "value_float" -> new float[] {real(name, 0)};
              default -> new float[] {number(name, 0)};
            };
        return new OnnxTensor(new long[] {values.length}, values);
      }
    }
    throw new IllegalArgumentException("a Constant that is no number");
  }

  private static float[] floats(long[] numbers) {
    float[] floats = new float[numbers.length];
    IntStream.range(0, floats.length).forEach(i -> floats[i] = numbers[i]);
    return floats;
  }

  /** Lists the labels of a classifier; null if it has none, or they are numbers from 0 on. */
  List<String> classNames() {
    Optional<AttributeProto> labels = attribute("classlabels_strings");
    if (labels.isPresent() && labels.get().getStringsCount() > 0) {
      return labels.get().getStringsList().stream().map(ByteString::toStringUtf8).toList();
    }
    long[] ints = numbers("classlabels_ints"); // of a LinearClassifier
    long[] numbers = ints.length > 0 ? ints : numbers("classlabels_int64s"); // of a ZipMap
    boolean counted = IntStream.range(0, numbers.length).allMatch(i -> numbers[i] == i);
    return counted
        ? null
        : IntStream.range(0, numbers.length).mapToObj(i -> "class " + numbers[i]).toList();
  }
}
