package io.github.softmaxregression.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.Test;

/** Reads what was written by a reader of its own: the few operators that are used. */
class OnnxFormatTest {
  private static float[] floats(TensorProto tensor) {
    float[] values = new float[tensor.getRawData().size() / Float.BYTES];
    tensor
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  /** Follows the graph for one image, in double precision. */
  private static double[] run(GraphProto graph, double[] image) {
    Map<String, TensorProto> constants = new HashMap<>();
    graph.getInitializerList().forEach(each -> constants.put(each.getName(), each));
    Map<String, double[]> values = new HashMap<>();
    values.put(graph.getInput(0).getName(), image);
    for (NodeProto node : graph.getNodeList()) {
      double[] x = values.get(node.getInput(0));
      double[] y =
          switch (node.getOpType()) {
            case "Cast", "Reshape" -> x;
            case "Div" -> {
              double divisor = floats(constants.get(node.getInput(1)))[0];
              yield Arrays.stream(x).map(each -> each / divisor).toArray();
            }
            case "Gemm" -> {
              TensorProto weight = constants.get(node.getInput(1));
              float[] w = floats(weight);
              float[] b = floats(constants.get(node.getInput(2)));
              int outputs = (int) weight.getDims(1);
              double[] sums = new double[outputs];
              for (int k = 0; k < outputs; k++) {
                sums[k] = b[k];
                for (int i = 0; i < x.length; i++) {
                  sums[k] += x[i] * w[i * outputs + k];
                }
              }
              yield sums;
            }
            case "Softmax" -> {
              assertThat(node.getAttribute(0).getName()).isEqualTo("axis");
              assertThat(node.getAttribute(0).getI()).isEqualTo(1);
              double[] copy = x.clone();
              LayerActivation.SOFTMAX.apply(copy);
              yield copy;
            }
            case "Relu" -> Arrays.stream(x).map(each -> Math.max(0, each)).toArray();
            default -> throw new AssertionError(node.getOpType());
          };
      values.put(node.getOutput(0), y);
    }
    return values.get(graph.getOutput(0).getName());
  }

  @Test
  void theGraphsAnswerLikeTheModel() throws IOException {
    Exchanged best = Exchanged.from(ModelSource.of("best"));
    ModelProto pixels = ModelProto.parseFrom(OnnxFormat.write(best));
    ModelProto bytes = ModelProto.parseFrom(OnnxFormat.writeForBytes(best));
    assertThat(pixels.getIrVersion()).isEqualTo(8);
    assertThat(pixels.getOpsetImport(0).getVersion()).isEqualTo(13);
    ImageSet test = FashionMnist.bundled().test();
    for (int image = 0; image < 50; image++) {
      byte[] content = test.image(image);
      double[] unscaled = new double[784];
      double[] scaled = new double[784];
      for (int i = 0; i < 784; i++) {
        unscaled[i] = content[i] & 0xff;
        scaled[i] = unscaled[i] / 255;
      }
      double[] expected = best.classifier().probabilities(scaled);
      double[] found = run(pixels.getGraph(), scaled);
      double[] alike = run(bytes.getGraph(), unscaled);
      for (int k = 0; k < 10; k++) {
        assertThat(found[k]).isCloseTo(expected[k], within(1e-9));
        assertThat(alike[k]).isCloseTo(expected[k], within(1e-6));
      }
    }
  }

  @Test
  void theFileSaysWhatItIs() throws IOException {
    Exchanged best = Exchanged.from(ModelSource.of("best"));
    ModelProto model = ModelProto.parseFrom(OnnxFormat.write(best));
    Map<String, String> said = new HashMap<>();
    model.getMetadataPropsList().forEach(each -> said.put(each.getKey(), each.getValue()));
    assertThat(said).isEqualTo(best.metadata());
    assertThat(said.get("source_sha256")).hasSize(64);
    assertThat(said)
        .containsEntry("test_accuracy", "0.8493")
        .containsKeys("settings", "data_sha256");
    assertThat(model.getProducerName()).isEqualTo("softmax-regression");
    assertThat(
            model
                .getGraph()
                .getInput(0)
                .getType()
                .getTensorType()
                .getShape()
                .getDim(0)
                .getDimParam())
        .isEqualTo("n");
  }

  @Test
  void layersFollowOneAnother() throws IOException {
    DenseClassifier.Layer first =
        new DenseClassifier.Layer(
            2, 2, new float[] {1, 2, 3, 4}, new float[] {-1, -10}, LayerActivation.RELU);
    DenseClassifier.Layer second =
        new DenseClassifier.Layer(
            2, 2, new float[] {1, 0, 0, 1}, new float[2], LayerActivation.SOFTMAX);
    DenseClassifier classifier = new DenseClassifier(List.of(first, second));
    ModelProto model =
        ModelProto.parseFrom(OnnxFormat.write(new Exchanged(classifier, new TreeMap<>())));
    assertThat(model.getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Gemm", "Relu", "Gemm", "Softmax");
    double[] found = run(model.getGraph(), new double[] {1, 1});
    double[] expected = classifier.probabilities(new double[] {1, 1});
    assertThat(found[0]).isCloseTo(expected[0], within(1e-12));
  }
}
