package io.github.softmaxregression.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {
  private static final Path FILE = Path.of("model.safetensors");

  /** A file of a header and so many bytes of values, 0 each. */
  private static byte[] file(String header, int values) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + values)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  /** Of a Linear with 4 inputs and 2 outputs. */
  private static String linear(String weight, String bias) {
    return "{\"weight\": %s, \"bias\": %s}".formatted(weight, bias);
  }

  private static String tensor(String type, String shape, int from, int to) {
    return "{\"dtype\": \"%s\", \"shape\": %s, \"data_offsets\": [%d, %d]}"
        .formatted(type, shape, from, to);
  }

  /** Back and forth nothing changes: what this program has made is made again, to the last byte. */
  @ParameterizedTest
  @ValueSource(strings = {"best", "chapter", "photo"})
  void whatIsExportedIsImported(String name) throws IOException {
    ModelSource shipped = ModelSource.of(name);
    byte[] tensors = SafeTensors.write(Exchanged.from(shipped));
    Exchanged read = SafeTensors.read(FILE, tensors, Unsaid.NOTHING);
    byte[] zip = read.zip(FILE, null);
    StoredModel before = StoredModel.loadNetwork(shipped);
    StoredModel after = StoredModel.loadNetwork(ModelSource.memory(FILE, zip));
    assertThat(after.softmaxRegression().orElseThrow().state().parameters())
        .isEqualTo(before.softmaxRegression().orElseThrow().state().parameters());
    assertThat(after.input()).isEqualTo(before.input());
    assertThat(after.provenance()).isEqualTo(before.provenance());
    assertThat(read.metadata()).containsKeys("class_names", "source_sha256", "settings");
    assertThat(SafeTensors.write(read)).isEqualTo(tensors);
  }

  /** The weight is [outputs, inputs] row by row, as a torch.nn.Linear has it. */
  @Test
  void theLayoutIsThatOfPyTorch() throws IOException {
    Layer layer =
        new Layer(
            3, 2, new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8}, LayerActivation.SOFTMAX);
    byte[] tensors =
        SafeTensors.write(new Exchanged(new DenseClassifier(List.of(layer)), new TreeMap<>()));
    int header = (int) ByteBuffer.wrap(tensors).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    float[] values = new float[8];
    ByteBuffer.wrap(tensors, 8 + header, 32)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    assertThat(values).containsExactly(1, 3, 5, 2, 4, 6, 7, 8);
    assertThat(new String(tensors, 8, header, StandardCharsets.UTF_8))
        .contains("\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
  }

  @ParameterizedTest
  @CsvSource({"F64, 8", "F32, 4", "BF16, 2", "F16, 2"})
  void otherWidthsAreRead(String type, int bytes) throws IOException {
    String header =
        linear(tensor(type, "[2, 4]", 0, 8 * bytes), tensor(type, "[2]", 8 * bytes, 10 * bytes));
    byte[] content = file(header, 10 * bytes);
    ByteBuffer last = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int at = content.length - bytes; // the second bias, -1.5
    switch (type) {
      case "F64" -> last.putDouble(at, -1.5);
      case "F32" -> last.putFloat(at, -1.5f);
      case "BF16" -> last.putShort(at, (short) 0xbfc0);
      default -> last.putShort(at, (short) 0xbe00);
    }
    Layer layer = SafeTensors.read(FILE, content, Unsaid.NOTHING).classifier().layers().get(0);
    assertThat(layer.bias()).containsExactly(0, -1.5f);
    assertThat(layer.activation()).isEqualTo(LayerActivation.SOFTMAX);
  }

  @Test
  void aSequentialNeedsAWordOnWhatIsBetweenItsLayers() throws IOException {
    Layer first = new Layer(4, 3, new float[12], new float[] {1, -1, 0}, LayerActivation.RELU);
    float[] weights = {1, 0, 0, 1, 1, 1};
    Layer second = new Layer(3, 2, weights, new float[2], LayerActivation.SOFTMAX);
    DenseClassifier classifier = new DenseClassifier(List.of(first, second));
    byte[] tensors = SafeTensors.write(new Exchanged(classifier, new TreeMap<>()));
    DenseClassifier read = SafeTensors.read(FILE, tensors, Unsaid.NOTHING).classifier();
    assertThat(read.probabilities(new double[4])[0])
        .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    StoredModel stored =
        StoredModel.load(
            ModelSource.memory(
                FILE, SafeTensors.read(FILE, tensors, Unsaid.NOTHING).zip(FILE, null)));
    assertThat(stored.model().logits(new float[4], 1).probabilities(0)[0])
        .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));

    String text = new String(tensors, StandardCharsets.ISO_8859_1);
    byte[] silent =
        text.replace("\"activations\"", "\"activatians\"").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> SafeTensors.read(FILE, silent, Unsaid.NOTHING))
        .hasMessageContaining("2 layers, and no word of what follows each");
  }

  @Test
  void whatIsCutIsRefused() throws IOException {
    byte[] sound = file(linear(tensor("F32", "[2, 4]", 0, 32), tensor("F32", "[2]", 32, 40)), 40);
    assertThat(SafeTensors.read(FILE, sound, Unsaid.NOTHING).classifier().classes()).isEqualTo(2);
    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> SafeTensors.read(FILE, cut, Unsaid.NOTHING))
          .isInstanceOf(InvalidFileException.class);
    }
  }

  @Test
  void hostileHeadersAreRefused() throws IOException {
    String bias = tensor("F32", "[2]", 32, 40);
    assertRefused(linear(tensor("F32", "[2, 4]", 0, 40), bias), "at bytes [0, 40]");
    assertRefused(linear(tensor("F32", "[2, 4]", 8, 40), bias), "a gap or an overlap at byte 0");
    assertRefused(linear(tensor("F32", "[2, 4]", 0, 32), tensor("F32", "[2]", 24, 32)), "overlap");
    assertRefused(linear(tensor("F32", "[2, 4]", -8, 24), bias), "at bytes [-8, 24]");
    assertRefused(linear(tensor("I8", "[2, 4]", 0, 32), bias), "values of type I8");
    assertRefused(linear(tensor("F32", "[2147483647, 2147483647]", 0, 32), bias), "at bytes");
    assertRefused(
        linear(tensor("F32", "[9223372036854775807, 4]", 0, 32), bias),
        "a size of 9223372036854775807");
    assertRefused(linear(tensor("F32", "[-2, -4]", 0, 32), bias), "the shape");
    assertRefused(linear(tensor("F32", "[2, 2, 2]", 0, 32), bias), "weight of shape [2, 2, 2]");
    assertRefused(linear(tensor("F32", "[2, 4]", 0, 32), tensor("F32", "[1]", 32, 40)), "bias");
    assertRefused("{\"a\": {}}", "a tensor a");
    assertRefused("{\"weight\": null}", "no JSON of tensors");
    assertRefused("{\"weight\": {}}", "without shape or place");
    assertRefused(linear(tensor("F32", "[2, 4.5]", 0, 32), bias), "a size of 4.5");
    assertRefused(linear(tensor("F32", "[2, \"4\"]", 0, 32), bias), "a size of \"4\"");
    assertRefused(
        "{\"weight\": %1$s, \"weight\": %1$s}".formatted(tensor("F32", "[1, 10]", 0, 40)),
        "twice the name weight");
    assertRefused(
        "{\"0.weight\": %1$s, \"1.weight\": %1$s, \"1.bias\": %2$s}"
            .formatted(tensor("F32", "[3, 3]", 0, 36), tensor("F32", "[1]", 36, 40)),
        "a gap or an overlap at byte 36");
    assertRefused(
        "{\"0.weight\": %1$s, \"1.weight\": %1$s}".formatted(tensor("F32", "[1, 10]", 0, 40)),
        "a gap or an overlap at byte 40");
    assertRefused("[]", "no JSON of tensors");
    assertRefused(linear(tensor("F32", "[,4]", 0, 32), bias), "no JSON of tensors");
    assertRefused("{\"weight\": {\"data_offsets\": [null, 1]}}", "a size of null");
    assertRefused("{\"weight\": ", "no JSON of tensors");
    assertRefused("[".repeat(100_000), "no JSON of tensors");
    assertRefused("{\"a\": ".repeat(100_000), "");
    assertRefused("{\"__metadata__\": {\"a\": {}}}", "no JSON of tensors");
    assertRefused(
        "{\"__metadata__\": {\"activations\": \"[\\\"ELU\\\"]\"}, \"weight\": %s}"
            .formatted(tensor("F32", "[1, 10]", 0, 40)),
        "the activation ELU, none of [IDENTITY, RELU");
    assertRefused("{}", "40 bytes of values where its header says 0");
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      many.writeBytes((",\"%d.bias\": null".formatted(i)).getBytes(StandardCharsets.UTF_8));
    }
    assertRefused("{" + many.toString(StandardCharsets.UTF_8).substring(1) + "}", "1000 tensors");
    byte[] huge = file("{}", 0);
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> SafeTensors.read(FILE, huge, Unsaid.NOTHING))
        .hasMessageContaining("a header of 92233");
  }

  /** Names that do not tell the order, where the sizes allow one alone. */
  @Test
  void layersArePutInOrderByTheirSizes() throws IOException {
    String header =
        "{\"a.weight\": %s, \"b.weight\": %s, \"c.weight\": %s, \"first.weight\": %s}"
            .formatted(
                tensor("F32", "[2, 3]", 0, 24),
                tensor("F32", "[3, 3]", 24, 60),
                tensor("F32", "[3, 3]", 60, 96),
                tensor("F32", "[3, 4]", 96, 144));
    DenseClassifier read =
        SafeTensors.read(FILE, file(header, 144), new Unsaid(null, null, LayerActivation.RELU))
            .classifier();
    assertThat(read.layers()).extracting(Layer::inputs).containsExactly(4, 3, 3, 3);
    assertThat(read.layers()).extracting(Layer::outputs).containsExactly(3, 3, 3, 2);
  }

  private static void assertRefused(String header, String message) {
    assertThatThrownBy(() -> SafeTensors.read(FILE, file(header, 40), Unsaid.NOTHING))
        .as(header.substring(0, Math.min(100, header.length())))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(message);
  }
}
