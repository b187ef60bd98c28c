package io.github.softmaxregression.exchange;

import com.google.gson.Gson;
import io.github.softmaxregression.exchange.OnnxValue.Constant;
import io.github.softmaxregression.exchange.OnnxValue.Rows;
import io.github.softmaxregression.exchange.OnnxValue.Unusable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.LongStream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;

/**
 * Follows the nodes of a graph from its one input, and notes what layers do the same.
 *
 * <p>A node that layers cannot do makes a value that cannot be used; it is a fault only if the
 * graph's answer needs it. So the labels that skl2onnx puts beside the probabilities do no harm.
 */
final class OnnxGraph {
  private static final int MOST_NODES = 1000;

  private final GraphProto graph;
  private final Unsaid unsaid;
  private final Map<String, OnnxValue> values = new HashMap<>();
  private long constants; // values of all of them

  OnnxGraph(GraphProto graph, Unsaid unsaid) {
    this.graph = graph;
    this.unsaid = unsaid;
  }

  /** Makes a classifier of the graph; an IllegalArgumentException names what stands against it. */
  Exchanged read(SortedMap<String, String> metadata) {
    if (graph.getNodeCount() > MOST_NODES || graph.getInitializerCount() > MOST_NODES) {
      throw new IllegalArgumentException(
          "%,d nodes and %,d constants, more than %,d"
              .formatted(graph.getNodeCount(), graph.getInitializerCount(), MOST_NODES));
    }
    for (TensorProto each : graph.getInitializerList()) {
      define(each.getName(), constant(each));
    }
    ValueInfoProto input = input();
    long[] shape = shape(input);
    boolean integers = isInteger(input.getType().getTensorType().getElemType());
    define(input.getName(), new Rows(shape, integers, null, null, 0, null));
    graph.getNodeList().forEach(this::follow);
    Rows answer = answer();
    LayerStack stack = new LayerStack();
    unsaid.scale(stack, shape == null ? inputs(answer) : OnnxShape.count(shape), integers);
    answer.replay(stack);
    if (shape != null) {
      sayImage(shape, metadata);
    }
    graph.getNodeList().stream()
        .map(each -> new OnnxNode(each).classNames())
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(names -> metadata.putIfAbsent(Exchanged.CLASS_NAMES, new Gson().toJson(names)));
    return new Exchanged(stack.classifier(), metadata);
  }

  /** Finds how many pixels the layers take where the input does not say it. */
  private static int inputs(Rows answer) {
    LayerStack stack = new LayerStack();
    answer.replay(stack);
    return stack.classifier().inputs();
  }

  /** Says which sides the images have; rows of pixels have none. */
  private static void sayImage(long[] shape, SortedMap<String, String> metadata) {
    long[] sides = LongStream.of(shape).filter(each -> each > 1).toArray();
    if (sides.length == 2) {
      metadata.putIfAbsent(Exchanged.IMAGE, "%d x %d".formatted(sides[0], sides[1]));
    }
  }

  private void define(String name, OnnxValue value) {
    if (values.put(name, value) != null) {
      throw new IllegalArgumentException("two values of the name " + name);
    }
    constants += value instanceof Constant constant ? constant.tensor().values().length : 0;
    if (constants > 2L * DenseClassifier.MOST_PARAMETERS) {
      throw new IllegalArgumentException("more constants than a classifier has");
    }
  }

  private static OnnxValue constant(TensorProto tensor) {
    try {
      return new Constant(OnnxTensor.of(tensor));
    } catch (IllegalArgumentException e) {
      return new Unusable(e.getMessage());
    }
  }

  private ValueInfoProto input() {
    List<ValueInfoProto> inputs =
        graph.getInputList().stream().filter(each -> !values.containsKey(each.getName())).toList();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException("a graph of %d inputs".formatted(inputs.size()));
    }
    return inputs.get(0);
  }

  private static boolean isInteger(int type) {
    return switch (type) {
      case TensorProto.DataType.FLOAT_VALUE,
          TensorProto.DataType.DOUBLE_VALUE,
          TensorProto.DataType.FLOAT16_VALUE,
          TensorProto.DataType.BFLOAT16_VALUE ->
          false;
      case TensorProto.DataType.UINT8_VALUE,
          TensorProto.DataType.INT16_VALUE,
          TensorProto.DataType.UINT16_VALUE,
          TensorProto.DataType.INT32_VALUE,
          TensorProto.DataType.INT64_VALUE ->
          true;
      default -> throw new IllegalArgumentException("an input of type " + type);
    };
  }

  /** Reads the sizes of one image's values; null if one is not said. */
  private static long[] shape(ValueInfoProto input) {
    TypeProto.Tensor type = input.getType().getTensorType();
    if (!type.hasShape()) {
      return null;
    }
    long[] sizes =
        type.getShape().getDimList().stream().mapToLong(Dimension::getDimValue).toArray();
    if (sizes.length < 2) {
      throw new IllegalArgumentException(
          "an input of shape %s".formatted(OnnxShape.describe(sizes)));
    }
    long[] shape = Arrays.copyOfRange(sizes, 1, sizes.length);
    if (LongStream.of(shape).anyMatch(each -> each == 0)) {
      if (shape.length > 1) {
        throw new IllegalArgumentException("images without sizes");
      }
      return null;
    }
    OnnxShape.count(shape);
    if (LongStream.of(shape).filter(each -> each > 1).count() > 2) {
      throw new IllegalArgumentException(
          "images of %s values, which are not grey".formatted(OnnxShape.describe(shape)));
    }
    return shape;
  }

  /** Chooses what answers: probabilities before sums, and what is computed last. */
  private Rows answer() {
    List<OnnxValue> outputs = new ArrayList<>();
    graph.getOutputList().forEach(each -> outputs.add(value(each.getName())));
    return outputs.stream()
        .filter(Rows.class::isInstance)
        .map(Rows.class::cast)
        .max(
            Comparator.comparing((Rows each) -> each.end() == LayerActivation.SOFTMAX)
                .thenComparing(Rows::steps))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    outputs.stream()
                        .filter(Unusable.class::isInstance)
                        .map(each -> ((Unusable) each).why())
                        .findFirst()
                        .orElse("no output that depends on the input")));
  }

  private OnnxValue value(String name) {
    OnnxValue value = values.get(name);
    return value == null
        ? new Unusable("the value %s, which nothing before it computes".formatted(name))
        : value;
  }

  private void follow(NodeProto node) {
    List<OnnxValue> inputs = new ArrayList<>();
    for (String name : node.getInputList()) {
      inputs.add(name.isEmpty() ? null : value(name));
    }
    int output = node.getOpType().equals("LinearClassifier") ? 1 : 0; // behind the label
    OnnxValue result;
    try {
      result = OnnxOperators.compute(new OnnxNode(node), inputs);
    } catch (IllegalArgumentException e) {
      result = new Unusable(e.getMessage());
    }
    for (int i = 0; i < node.getOutputCount(); i++) {
      if (!node.getOutput(i).isEmpty()) {
        boolean known = i == output || result instanceof Unusable;
        String other = "another output of %s than is known".formatted(node.getOpType());
        define(node.getOutput(i), known ? result : new Unusable(other));
      }
    }
  }
}
