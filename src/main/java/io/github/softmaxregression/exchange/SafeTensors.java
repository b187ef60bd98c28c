package io.github.softmaxregression.exchange;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes and reads safetensors (https://github.com/huggingface/safetensors): the length of a header
 * as a little-endian uint64, the header in JSON, the values. Tensors have the names and the layout
 * of {@code torch.nn.Linear}, or of a {@code torch.nn.Sequential} of such: weight [outputs,
 * inputs], bias [outputs].
 */
public final class SafeTensors {
  private static final String METADATA = "__metadata__";
  private static final String ACTIVATIONS = "activations";
  private static final int MOST_HEADER = 1 << 20;
  private static final int MOST_TENSORS = 2 * DenseClassifier.MOST_LAYERS;
  private static final int ALIGNMENT = 8;
  private static final Pattern NAME =
      Pattern.compile("(?:(?:.*\\.)?(\\d{1,9})\\.|(?:.*\\.)?)(weight|bias)");
  private static final Gson GSON = new Gson();
  private static final String ADVICE =
      "save the state_dict of a torch.nn.Linear, or of a Sequential with metadata activations";

  private SafeTensors() {}

  /** Writes a model. */
  public static byte[] write(Exchanged model) {
    List<Layer> layers = model.classifier().layers();
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty("format", "pt");
    model.metadata().forEach(metadata::addProperty);
    metadata.addProperty(
        ACTIVATIONS, GSON.toJson(layers.stream().map(each -> each.activation().name()).toList()));
    header.add(METADATA, metadata);
    long length = 0;
    int position = 0; // in the Sequential
    for (Layer layer : layers) {
      String prefix = layers.size() == 1 ? "" : position + ".";
      length = add(header, prefix + "weight", length, layer.outputs(), layer.inputs());
      length = add(header, prefix + "bias", length, layer.outputs());
      position += layer.activation() == LayerActivation.IDENTITY ? 1 : 2;
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer file =
        ByteBuffer.allocate(Math.toIntExact(Long.BYTES + padded + length))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(padded)
            .put(text);
    while (file.position() < Long.BYTES + padded) {
      file.put((byte) ' ');
    }
    for (Layer layer : layers) {
      for (int k = 0; k < layer.outputs(); k++) {
        for (int i = 0; i < layer.inputs(); i++) {
          file.putFloat(layer.weights()[i * layer.outputs() + k]);
        }
      }
      for (float each : layer.bias()) {
        file.putFloat(each);
      }
    }
    return file.array();
  }

  private static long add(JsonObject header, String name, long start, int... shape) {
    long end = start + Float.BYTES * Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    JsonObject tensor = new JsonObject();
    tensor.addProperty("dtype", "F32");
    tensor.add("shape", GSON.toJsonTree(shape));
    tensor.add("data_offsets", GSON.toJsonTree(new long[] {start, end}));
    header.add(name, tensor);
    return end;
  }

  /** One tensor of the header. */
  private record Tensor(String dtype, long[] shape, long[] data_offsets) {
    int bytes() {
      return switch (String.valueOf(dtype)) {
        case "F64" -> Double.BYTES;
        case "F32" -> Float.BYTES;
        case "F16", "BF16" -> Short.BYTES;
        default -> throw new IllegalArgumentException("values of type " + dtype);
      };
    }

    long count() {
      long count = 1;
      for (long size : shape) {
        if (size < 1 || size > Integer.MAX_VALUE || count > Integer.MAX_VALUE) {
          throw new IllegalArgumentException("the shape " + Arrays.toString(shape));
        }
        count *= size;
      }
      return count;
    }
  }

  /**
   * Reads a model.
   *
   * @param file what messages call it
   * @throws InvalidFileException if it is damaged, or holds no layers of a classifier
   */
  public static Exchanged read(Path file, byte[] content) throws IOException {
    try {
      return read(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(
          file, ForeignText.plain(e.getMessage()), "a classifier in safetensors", ADVICE);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | StackOverflowError e) {
      throw new InvalidFileException(
          file, "a header that is no JSON of tensors", "a classifier in safetensors", ADVICE);
    }
  }

  private static Exchanged read(ByteBuffer file) {
    long length = file.remaining() < Long.BYTES ? -1 : file.getLong();
    if (length < 2 || length > Math.min(MOST_HEADER, file.remaining())) {
      throw new IllegalArgumentException("a header of %d bytes".formatted(length));
    }
    byte[] text = new byte[(int) length];
    file.get(text);
    JsonObject header =
        JsonParser.parseString(new String(text, StandardCharsets.UTF_8)).getAsJsonObject();
    SortedMap<String, String> metadata = new TreeMap<>();
    JsonElement said = header.remove(METADATA);
    if (said != null) {
      said.getAsJsonObject()
          .entrySet()
          .forEach(each -> metadata.put(each.getKey(), each.getValue().getAsString()));
    }
    return new Exchanged(
        classifier(
            header, metadata.remove(ACTIVATIONS), file.slice().order(ByteOrder.LITTLE_ENDIAN)),
        metadata);
  }

  private static DenseClassifier classifier(
      JsonObject header, String activations, ByteBuffer data) {
    if (header.size() > MOST_TENSORS) {
      throw new IllegalArgumentException(header.size() + " tensors");
    }
    Map<Long, Tensor[]> layers = new TreeMap<>(); // weight and bias, by the place in the Sequential
    SortedMap<Long, Long> places = new TreeMap<>(); // ends of tensors by their beginnings
    for (Map.Entry<String, JsonElement> each : header.entrySet()) {
      Matcher name = NAME.matcher(each.getKey());
      if (!name.matches() || each.getKey().length() > 200) {
        throw new IllegalArgumentException("a tensor " + each.getKey());
      }
      Tensor tensor = GSON.fromJson(each.getValue(), Tensor.class);
      boolean weight = name.group(2).equals("weight");
      requireSound(each.getKey(), tensor, weight ? 2 : 1, data.limit());
      places.put(tensor.data_offsets[0], tensor.data_offsets[1]);
      long place = name.group(1) == null ? -1 : Long.parseLong(name.group(1));
      Tensor[] pair = layers.computeIfAbsent(place, any -> new Tensor[2]);
      if (pair[weight ? 0 : 1] != null) {
        throw new IllegalArgumentException("two tensors like " + each.getKey());
      }
      pair[weight ? 0 : 1] = tensor;
    }
    long end = 0;
    for (Map.Entry<Long, Long> each : places.entrySet()) { // as the format demands
      if (each.getKey() != end) {
        throw new IllegalArgumentException(
            "a gap or an overlap at byte %d of its values".formatted(end));
      }
      end = each.getValue();
    }
    if (end != data.limit()) {
      throw new IllegalArgumentException(
          "%d bytes of values where its header says %d".formatted(data.limit(), end));
    }
    return new DenseClassifier(layers(new ArrayList<>(layers.values()), activations, data));
  }

  private static void requireSound(String name, Tensor tensor, int dimensions, long bytes) {
    if (tensor == null || tensor.shape == null || tensor.data_offsets == null) {
      throw new IllegalArgumentException("a tensor %s without shape or place".formatted(name));
    }
    if (tensor.shape.length != dimensions) {
      throw new IllegalArgumentException(
          "%s of shape %s".formatted(name, Arrays.toString(tensor.shape)));
    }
    long[] offsets = tensor.data_offsets;
    if (offsets.length != 2
        || offsets[0] < 0
        || offsets[1] > bytes
        || offsets[1] - offsets[0] != tensor.count() * tensor.bytes()) {
      throw new IllegalArgumentException(
          "%s of shape %s at bytes %s of %d"
              .formatted(name, Arrays.toString(tensor.shape), Arrays.toString(offsets), bytes));
    }
  }

  private static List<Layer> layers(List<Tensor[]> pairs, String activations, ByteBuffer data) {
    String[] told = activations == null ? null : GSON.fromJson(activations, String[].class);
    if (told == null && pairs.size() == 1) {
      told = new String[] {LayerActivation.SOFTMAX.name()};
    }
    if (told == null || told.length != pairs.size()) {
      throw new IllegalArgumentException(
          "%d layers, and no word of what follows each".formatted(pairs.size()));
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < told.length; i++) {
      Tensor weight = pairs.get(i)[0];
      Tensor bias = pairs.get(i)[1];
      if (weight == null) {
        throw new IllegalArgumentException("a bias without a weight");
      }
      int outputs = (int) weight.shape[0];
      int inputs = (int) weight.shape[1];
      float[] rows = values(weight, data); // [outputs, inputs]
      float[] columns = new float[rows.length];
      for (int k = 0; k < outputs; k++) {
        for (int j = 0; j < inputs; j++) {
          columns[j * outputs + k] = rows[k * inputs + j];
        }
      }
      layers.add(
          new Layer(
              inputs,
              outputs,
              columns,
              bias == null ? new float[outputs] : values(bias, data),
              LayerActivation.named(told[i])));
    }
    return layers;
  }

  private static float[] values(Tensor tensor, ByteBuffer data) {
    float[] values = new float[(int) tensor.count()];
    for (int i = 0; i < values.length; i++) {
      int at = (int) tensor.data_offsets[0] + i * tensor.bytes();
      values[i] =
          switch (tensor.dtype) {
            case "F64" -> (float) data.getDouble(at);
            case "F32" -> data.getFloat(at);
            case "BF16" -> Float.intBitsToFloat(data.getShort(at) << Short.SIZE);
            default -> half(data.getShort(at));
          };
    }
    return values;
  }

  /** Widens an IEEE 754 number of 16 bits: Java can do it from 20 on. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        exponent == 0
            ? fraction * 0x1p-24f
            : exponent == 0x1f
                ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    return bits < 0 ? -magnitude : magnitude;
  }
}
