package io.github.softmaxregression.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedOutputStream;

class OnnxReaderTest {
  private static final Path FILE = Path.of("model.onnx");

  /** A graph of x [n, 4] that is multiplied by W [4, 2]. */
  private static GraphProto.Builder graph(NodeProto... nodes) {
    return GraphProto.newBuilder()
        .addInput(value("x", 4))
        .addOutput(value("y", 2))
        .addInitializer(tensor("W", 4, 2))
        .addAllNode(List.of(nodes));
  }

  private static ValueInfoProto value(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(Dimension.newBuilder().setDimParam("n"));
    for (long size : sizes) {
      shape.addDim(Dimension.newBuilder().setDimValue(size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }

  /** Values 1, 2, 3 and so on. */
  private static TensorProto tensor(String name, int... shape) {
    int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.rangeClosed(1, count).forEach(raw::putFloat);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(1)
        .addAllDims(IntStream.of(shape).asLongStream().boxed().toList())
        .setRawData(ByteString.copyFrom(raw.flip()))
        .build();
  }

  private static NodeProto node(String operator, String inputs, String output) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs.split(" ")))
        .addOutput(output)
        .build();
  }

  private static NodeProto with(NodeProto node, String name, long number) {
    return node.toBuilder()
        .addAttribute(AttributeProto.newBuilder().setName(name).setI(number))
        .build();
  }

  private static byte[] file(GraphProto.Builder graph) {
    return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build().toByteArray();
  }

  private static DenseClassifier read(GraphProto.Builder graph) throws IOException {
    return OnnxReader.read(FILE, file(graph), Unsaid.NOTHING).classifier();
  }

  private static void assertRefused(byte[] content, String message) {
    assertThatThrownBy(() -> OnnxReader.read(FILE, content, Unsaid.NOTHING))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(message);
  }

  private static void assertRefused(GraphProto.Builder graph, String message) {
    assertRefused(file(graph), message);
  }

  /** Back and forth nothing changes, from pixels and from bytes. */
  @ParameterizedTest
  @EnumSource(names = {"ONNX", "ONNX_UINT8"})
  void whatIsExportedIsImported(ModelFormat format) throws IOException {
    for (String name : List.of("best", "chapter", "photo")) {
      ModelSource shipped = ModelSource.of(name);
      byte[] content = format.files(Exchanged.from(shipped), FILE).get(FILE);
      Exchanged read = ModelFormat.read(FILE, content, Unsaid.NOTHING);
      StoredModel before = StoredModel.loadNetwork(shipped);
      StoredModel after = StoredModel.loadNetwork(ModelSource.memory(FILE, read.zip(FILE, null)));
      assertThat(after.softmaxRegression().orElseThrow().state().parameters())
          .isEqualTo(before.softmaxRegression().orElseThrow().state().parameters());
      assertThat(after.input()).isEqualTo(before.input());
      assertThat(after.provenance()).isEqualTo(before.provenance());
      assertThat(format.files(read, FILE).get(FILE)).isEqualTo(content);
    }
  }

  @Test
  void networksOfSeveralLayersComeBackToo() throws IOException {
    DenseClassifier written =
        read(
            graph(node("MatMul", "x W", "s"), node("Tanh", "s", "t"))
                .addNode(node("Gemm", "t V b", "y"))
                .addInitializer(tensor("V", 2, 2))
                .addInitializer(tensor("b", 2)));
    byte[] content = OnnxFormat.write(new Exchanged(written, new TreeMap<>()));
    DenseClassifier again = OnnxReader.read(FILE, content, Unsaid.NOTHING).classifier();
    assertThat(again.layers()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(again.layers().get(i))
          .usingRecursiveComparison()
          .isEqualTo(written.layers().get(i));
    }
  }

  /** Each operator does what its specification says, seen in the first layer's parameters. */
  @Test
  void operatorsGoIntoTheLayers() throws IOException {
    float[] plain = {1, 2, 3, 4, 5, 6, 7, 8};
    DenseClassifier.Layer product = read(graph(node("MatMul", "x W", "y"))).layers().get(0);
    assertThat(product.weights()).isEqualTo(plain);
    assertThat(product.bias()).containsExactly(0, 0);
    assertThat(product.activation()).isEqualTo(LayerActivation.SOFTMAX);

    DenseClassifier.Layer sum =
        read(graph(node("MatMul", "x W", "s"), node("Add", "b s", "y"))
                .addInitializer(tensor("b", 1, 2)))
            .layers()
            .get(0);
    assertThat(sum.bias()).containsExactly(1, 2);

    NodeProto turned = with(node("Gemm", "x T", "s"), "transB", 1);
    DenseClassifier.Layer less =
        read(graph(turned, node("Sub", "s b", "y"))
                .addInitializer(tensor("T", 2, 4))
                .addInitializer(tensor("b", 2)))
            .layers()
            .get(0);
    assertThat(less.weights()).containsExactly(1, 5, 2, 6, 3, 7, 4, 8);
    assertThat(less.bias()).containsExactly(-1, -2);

    DenseClassifier.Layer before =
        read(graph(node("Sub", "x c", "d"), node("Div", "d two", "e"), node("MatMul", "e W", "y"))
                .addInitializer(tensor("c", 4))
                .addInitializer(
                    TensorProto.newBuilder().setName("two").setDataType(1).addFloatData(2)))
            .layers()
            .get(0);
    assertThat(before.weights()).containsExactly(.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4);
    // (1·1 + 2·3 + 3·5 + 4·7) / 2 and (1·2 + 2·4 + 3·6 + 4·8) / 2, less than nothing
    assertThat(before.bias()).containsExactly(-25, -30);
  }

  @Test
  void blackAndWhiteAreWhatTheModelTakes() throws IOException {
    byte[] content = file(graph(node("MatMul", "x W", "y")));
    DenseClassifier.Layer layer =
        OnnxReader.read(FILE, content, new Unsaid(-1.0, 3.0, null)).classifier().layers().get(0);
    assertThat(layer.weights()).containsExactly(4, 8, 12, 16, 20, 24, 28, 32);
    assertThat(layer.bias()).containsExactly(-16, -20);
  }

  /**
   * What other libraries have trained answers as it does there: the numbers are those that the
   * script foreign-models has printed.
   */
  @ParameterizedTest
  @CsvSource({
    "torch-linear.onnx,              ,           ,          , 0.8185",
    "torch-linear.safetensors,       ,           ,          , 0.8185",
    "torch-standardized.safetensors, -0.8101983, 2.0226629,          , 0.8294",
    "torch-deep.onnx,                ,           ,          , 0.8125",
    "torch-view.onnx,                ,           ,          , 0.8090",
    "torch-named.safetensors,        ,           ,      TANH, 0.8090",
    "skl2onnx-pipeline.onnx,         ,        255,          , 0.8280",
    "skl2onnx-network.onnx,          ,           ,          , 0.7936",
    "tf2onnx-rescaling.onnx,         ,           ,          , 0.8185"
  })
  void modelsOfOtherLibrariesAreAsGoodAsThere(
      String name, Double black, Double white, LayerActivation hidden, double accuracy)
      throws IOException {
    Path file = Path.of("src/test/resources/cases/exchange", name);
    Exchanged read =
        ModelFormat.read(file, Files.readAllBytes(file), new Unsaid(black, white, hidden));
    assertThat(accuracy(read.zip(file, null))).isEqualTo(accuracy);
  }

  private static double accuracy(byte[] zip) throws IOException {
    ImageSet test = FashionMnist.bundled().test();
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.memory(FILE, zip))) {
      List<Prediction> predictions = classifier.classify(test);
      long right =
          IntStream.range(0, test.size())
              .filter(i -> predictions.get(i).label() == test.label(i))
              .count();
      return (double) right / test.size();
    }
  }

  @Test
  void sizesAndNamesComeFromTheGraph() throws IOException {
    Path file = Path.of("src/test/resources/cases/exchange/tf2onnx-rescaling.onnx");
    Exchanged read = OnnxReader.read(file, Files.readAllBytes(file), Unsaid.NOTHING);
    assertThat(read.metadata()).containsEntry("image", "28 x 28");
    NodeProto labels =
        NodeProto.newBuilder()
            .setOpType("ZipMap")
            .addInput("p")
            .addOutput("y")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("classlabels_strings")
                    .addStrings(ByteString.copyFromUtf8("coat"))
                    .addStrings(ByteString.copyFromUtf8("bag")))
            .build();
    Exchanged named =
        OnnxReader.read(
            FILE,
            file(graph(node("MatMul", "x W", "s"), node("Softmax", "s", "p"), labels)),
            Unsaid.NOTHING);
    StoredModel stored = StoredModel.load(ModelSource.memory(FILE, named.zip(FILE, null)));
    assertThat(stored.input().classNames()).containsExactly("coat", "bag");
  }

  @Test
  void otherGraphsAreRefusedByName() {
    assertRefused(graph(node("LSTM", "x W", "y")), "found the operator LSTM");
    assertRefused(graph(node("Conv", "x W", "c"), node("Relu", "c", "y")), "the operator Conv");
    assertRefused(
        graph(node("Gemm", "x W", "y").toBuilder().setDomain("com.example").build()),
        "the operator com.example.Gemm");
    assertRefused(
        graph(node("Add", "b x", "a"), node("Add", "a x", "b"), node("MatMul", "b W", "y")),
        "the value b, which nothing before it computes");
    assertRefused(graph(node("Relu", "y", "y")), "the value y, which nothing before it computes");
    assertRefused(
        graph(node("MatMul", "x W", "y"), node("MatMul", "x W", "y")), "two values of the name y");
    assertRefused(
        graph(node("MatMul", "x W", "a"), node("Relu", "a", "y")), "a last layer with RELU");
    assertRefused(graph(node("Flatten", "x", "y")), "0 layers");
    assertRefused(graph(with(node("Softmax", "x", "y"), "axis", 0)), "Softmax along axis 0");
    assertRefused(
        graph(node("MatMul", "x W", "a"), node("MatMul", "x W", "b"), node("Add", "a b", "y")),
        "an operator Add of something that is no constant");
    assertRefused(graph().addInput(value("z", 4)), "a graph of 2 inputs");
    GraphProto.Builder long300 =
        graph(node("MatMul", "x W", "v0")).addInitializer(tensor("S", 2, 2));
    for (int i = 0; i < 300; i++) {
      long300.addNode(node("MatMul", "v%d S".formatted(i), i == 299 ? "y" : "v" + (i + 1)));
    }
    assertRefused(long300, "more than 100 layers");
    GraphProto.Builder nodes = graph();
    for (int i = 0; i < 10_000; i++) {
      nodes.addNode(node("Identity", "x", "v" + i));
    }
    assertRefused(nodes, "10,000 nodes");
    assertRefused(graph(node("E\u001b[2Jvil\nop", "x", "y")), "found the operator E?[2Jvil?op");
  }

  /** Each would give other answers than ONNX says, if it were taken for what it looks like. */
  @Test
  void lookalikesAreToldApart() throws IOException {
    NodeProto kept =
        node("Transpose", "S", "T").toBuilder()
            .addAttribute(AttributeProto.newBuilder().setName("perm").addInts(0).addInts(1))
            .build();
    DenseClassifier square =
        read(
            graph(kept, node("MatMul", "x W", "s"), node("MatMul", "s T", "y"))
                .addInitializer(tensor("S", 2, 2)));
    assertThat(square.layers().get(1).weights()).containsExactly(1, 2, 3, 4);
    TypeProto.Tensor bytes =
        value("x", 4).getType().getTensorType().toBuilder().setElemType(2).build();
    ValueInfoProto whole =
        value("x", 4).toBuilder().setType(TypeProto.newBuilder().setTensorType(bytes)).build();
    assertRefused(
        graph(
                node("Sub", "x b", "d"),
                with(node("Cast", "d", "f"), "to", 1),
                node("MatMul", "f W", "y"))
            .addInitializer(tensor("b", 4))
            .setInput(0, whole),
        "Sub of whole numbers, without a Cast before");
    DenseClassifier.Layer cut =
        read(graph(
                    with(node("Cast", "h", "i"), "to", 7),
                    with(node("Cast", "i", "r"), "to", 1),
                    node("Mul", "x r", "m"),
                    node("MatMul", "m W", "y"))
                .addInitializer(
                    TensorProto.newBuilder().setName("h").setDataType(1).addFloatData(1.9f)))
            .layers()
            .get(0);
    assertThat(cut.weights()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    NodeProto[] shifted = {node("MatMul", "x W", "s"), node("Add", "s b", "y")};
    assertRefused(graph(shifted).addInitializer(tensor("b", 2, 1)), "constants of shape [2, 1]");
    assertRefused(
        graph(shifted).addInitializer(tensor("b", 1, 1, 2)), "constants of shape [1, 1, 2]");
    assertRefused(
        graph(shifted).addInitializer(tensor("b", 1, 1, 1)), "constants of shape [1, 1, 1]");
    assertRefused(
        graph(node("Gemm", "x W b", "y")).addInitializer(tensor("b", 2, 1)),
        "constants of shape [2, 1]");
    assertThat(read(graph(shifted).addInitializer(tensor("b", 1, 1))).layers().get(0).bias())
        .containsExactly(1, 1);
    DenseClassifier.Layer inverted =
        read(graph(node("Sub", "one x", "i"), node("MatMul", "i W", "y"))
                .addInitializer(
                    TensorProto.newBuilder().setName("one").setDataType(1).addFloatData(1)))
            .layers()
            .get(0);
    assertThat(inverted.weights()).containsExactly(-1, -2, -3, -4, -5, -6, -7, -8);
    assertThat(inverted.bias()).containsExactly(16, 20);
    assertRefused(
        graph(node("Flatten", "x", "f"), node("MatMul", "f W", "y"))
            .setInput(0, value("x", 4, 2, 2)),
        "images of [4, 2, 2] values, which are not grey");
    assertRefused(
        graph(node("Flatten", "x", "f"), node("MatMul", "f W", "y")).setInput(0, value("x", 0, 2)),
        "images without sizes");
    assertThatThrownBy(
            () ->
                OnnxReader.read(
                    FILE, file(graph(node("MatMul", "x W", "y"))), new Unsaid(1.0, null, null)))
        .hasMessageContaining("black and white that are the same");
    assertRefused(graph(node("Add", " b", "y")).addInitializer(tensor("b", 4)), "the operator Add");
  }

  @Test
  void imagesKeepTheirSides() throws IOException {
    GraphProto.Builder wide =
        graph(node("Flatten", "x", "f"), node("MatMul", "f V", "y"))
            .addInitializer(tensor("V", 10, 2))
            .setInput(0, value("x", 1, 2, 5));
    Exchanged read = OnnxReader.read(FILE, file(wide), Unsaid.NOTHING);
    StoredModel stored = StoredModel.load(ModelSource.memory(FILE, read.zip(FILE, null)));
    assertThat(stored.input().height()).isEqualTo(2);
    assertThat(stored.input().width()).isEqualTo(5);
  }

  /** What a file says of itself is refused like the rest of it, never a fault of the program. */
  @ParameterizedTest
  @ValueSource(
      strings = {"[\"a\", \"a\"]", "[\"a\", null]", "[\"a\", \" \"]", "[\"a\"]", "{}", "[1, [2]]"})
  void wrongNamesAreRefused(String names) throws IOException {
    Exchanged read = OnnxReader.read(FILE, file(graph(node("MatMul", "x W", "y"))), Unsaid.NOTHING);
    read.metadata().put("class_names", names);
    assertThatThrownBy(() -> read.zip(FILE, null)).isInstanceOf(InvalidFileException.class);
  }

  /** A zip of an older program names an optimizer that is not trained with any more. */
  @Test
  void whatAnOlderProgramHasTrainedComesBackToo() throws IOException {
    ModelSource before =
        ModelSource.file(Path.of("src/test/resources/saved-before/fashion-mnist-best.zip"));
    byte[] content = OnnxFormat.write(Exchanged.from(before));
    byte[] zip = OnnxReader.read(FILE, content, Unsaid.NOTHING).zip(FILE, null);
    assertThat(
            StoredModel.loadNetwork(ModelSource.memory(FILE, zip))
                .softmaxRegression()
                .orElseThrow()
                .state()
                .parameters())
        .isEqualTo(
            StoredModel.loadNetwork(before).softmaxRegression().orElseThrow().state().parameters());
  }

  @Test
  void wrongTensorsAreRefused() {
    NodeProto product = node("MatMul", "x V", "y");
    TensorProto sound = tensor("V", 4, 2);
    assertRefused(
        graph(product).addInitializer(sound.toBuilder().setDims(0, 5)), "8 values of V, not 10");
    assertRefused(
        graph(product).addInitializer(tensor("V", 5, 2)), "a product of 4 values with [5, 2]");
    assertRefused(
        graph(product).addInitializer(sound.toBuilder().setDims(0, 1L << 40).setDims(1, 1L << 40)),
        "values of shape [1099511627776, 1099511627776]");
    assertRefused(
        graph(product).addInitializer(sound.toBuilder().setDims(0, -4).setDims(1, -2)),
        "values of shape [-4, -2]");
    assertRefused(
        graph(product).addInitializer(sound.toBuilder().setDataType(8)), "values of type STRING");
    assertRefused(
        graph(product)
            .addInitializer(
                sound.toBuilder()
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .clearRawData()),
        "values of V that lie in another file");
    byte[] nan = new byte[32];
    Arrays.fill(nan, (byte) 0xff);
    assertRefused(
        graph(product).addInitializer(sound.toBuilder().setRawData(ByteString.copyFrom(nan))),
        "a weight of NaN");
    assertRefused(
        graph().setInput(0, value("x", 1L << 40, 1L << 40)), "values of shape [1099511627776");
  }

  /** What a parser would make much of is refused before it parses. */
  @Test
  void hostileBytesAreRefused() throws IOException {
    byte[] sound = file(graph(node("MatMul", "x W", "y")));
    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> OnnxReader.read(FILE, cut, Unsaid.NOTHING))
          .isInstanceOf(InvalidFileException.class);
    }
    assertRefused(repeated("\n\0", 1_000_000, 7), "more parts than a classifier has");
    assertRefused("\u000b".repeat(100_000).getBytes(ISO_8859_1), "a group");
    assertRefused("\u00f8\u007f\u0001".repeat(200_000).getBytes(ISO_8859_1), "more parts");
    assertRefused("\u003a\0".repeat(2).getBytes(ISO_8859_1), "twice the one graph");
    GraphProto deep = GraphProto.getDefaultInstance();
    for (int i = 0; i < 100; i++) {
      deep =
          GraphProto.newBuilder()
              .addNode(NodeProto.newBuilder().addAttribute(AttributeProto.newBuilder().setG(deep)))
              .build();
    }
    assertRefused(file(deep.toBuilder()), "messages within messages");
    assertRefused(new byte[1000], "damaged content");
  }

  /** A field of so many bytes, which are a text again and again. */
  private static byte[] repeated(String text, int times, int field) throws IOException {
    byte[] content = text.repeat(times).getBytes(ISO_8859_1);
    byte[] file = new byte[CodedOutputStream.computeByteArraySize(field, content)];
    CodedOutputStream.newInstance(file).writeByteArray(field, content);
    return file;
  }

  @Test
  void filesThatPeopleHaveInsteadAreNamed() {
    for (String start : List.of("PK\u0003\u0004", "\u0080\u0004", "\u0089HDF", "\u0093NUMPY", "")) {
      assertThatThrownBy(() -> ModelFormat.read(FILE, start.getBytes(ISO_8859_1), Unsaid.NOTHING))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("expected a classifier in safetensors or ONNX");
    }
  }
}
