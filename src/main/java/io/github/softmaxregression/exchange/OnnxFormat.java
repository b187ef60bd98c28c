package io.github.softmaxregression.exchange;

import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.Versions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/**
 * Writes ONNX (https://github.com/onnx/onnx/blob/main/docs/IR.md), by the classes that ND4J has for
 * it: a Gemm for each layer, with W [inputs, outputs], and its activation, from pixels to
 * probabilities, for any number of images.
 */
final class OnnxFormat {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13; // the first in which Softmax means one axis
  private static final String BATCH = "n";
  private static final String OUTPUT = "probabilities";
  private static final String PROGRAM = "softmax-regression";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private String last; // the value that the next node takes

  private OnnxFormat() {}

  /** Writes a model that takes pixels from 0 to 1, float32 [n, inputs]. */
  static byte[] write(Exchanged model) {
    OnnxFormat onnx = new OnnxFormat();
    onnx.last = "pixels";
    onnx.graph.addInput(value("pixels", TensorProto.DataType.FLOAT, model.classifier().inputs()));
    return onnx.finish(model);
  }

  /** Writes a model that takes images of bytes, uint8 [n, height, width]. */
  static byte[] writeForBytes(Exchanged model) {
    InputFormat input = model.input();
    OnnxFormat onnx = new OnnxFormat();
    onnx.graph.addInput(value("images", TensorProto.DataType.UINT8, input.height(), input.width()));
    onnx.last = "images";
    onnx.graph.addInitializer(
        tensor("shape", TensorProto.DataType.INT64, longs(0, model.classifier().inputs()), 2));
    onnx.add("Reshape", "rows", "shape");
    NodeProto.Builder cast = onnx.add("Cast", "bytes");
    cast.addAttribute(number("to", TensorProto.DataType.FLOAT.getNumber()));
    onnx.graph.setNode(onnx.graph.getNodeCount() - 1, cast);
    onnx.graph.addInitializer(
        tensor("white", TensorProto.DataType.FLOAT, floats(new float[] {255})));
    onnx.add("Div", "pixels", "white");
    return onnx.finish(model);
  }

  private byte[] finish(Exchanged model) {
    int position = 0;
    for (Layer layer : model.classifier().layers()) {
      add(layer, position);
      position++;
    }
    // The last node's output is the graph's.
    int end = graph.getNodeCount() - 1;
    graph.setNode(end, graph.getNode(end).toBuilder().setOutput(0, OUTPUT));
    graph.addOutput(value(OUTPUT, TensorProto.DataType.FLOAT, model.classifier().classes()));
    ModelProto.Builder file =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName(PROGRAM)
            .setProducerVersion(String.valueOf(Versions.all().get(PROGRAM)))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph.setName("classifier"));
    model
        .metadata()
        .forEach(
            (name, text) ->
                file.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(name).setValue(text)));
    return file.build().toByteArray();
  }

  private void add(Layer layer, int position) {
    String weight = position + ".weight";
    String bias = position + ".bias";
    graph.addInitializer(
        tensor(
            weight,
            TensorProto.DataType.FLOAT,
            floats(layer.weights()),
            layer.inputs(),
            layer.outputs()));
    graph.addInitializer(
        tensor(bias, TensorProto.DataType.FLOAT, floats(layer.bias()), layer.outputs()));
    add("Gemm", position + ".sums", weight, bias);
    switch (layer.activation()) {
      case RELU -> add("Relu", position + ".relu");
      case SIGMOID -> add("Sigmoid", position + ".sigmoid");
      case TANH -> add("Tanh", position + ".tanh");
      case SOFTMAX -> {
        NodeProto.Builder softmax = add("Softmax", position + ".softmax");
        softmax.addAttribute(number("axis", 1));
        graph.setNode(graph.getNodeCount() - 1, softmax);
      }
      case IDENTITY -> {}
    }
  }

  /** Adds a node that takes the last value, and others; its output is the last value then. */
  private NodeProto.Builder add(String operator, String output, String... others) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addInput(last)
            .addAllInput(List.of(others))
            .addOutput(output);
    graph.addNode(node);
    last = output;
    return node;
  }

  private static AttributeProto number(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static TensorProto tensor(
      String name, TensorProto.DataType type, ByteBuffer content, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(content));
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor.build();
  }

  private static ByteBuffer floats(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private static ByteBuffer longs(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return bytes;
  }

  /** Describes an input or output: a tensor for n images. */
  private static ValueInfoProto value(String name, TensorProto.DataType type, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
