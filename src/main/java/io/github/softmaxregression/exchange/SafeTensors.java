package io.github.softmaxregression.exchange;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.softmaxregression.data.ForeignText;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.exchange.DenseClassifier.Layer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes and reads safetensors (https://github.com/huggingface/safetensors): the length of a header
 * as a little-endian uint64, the header in JSON, the values. Tensors have the names and the layout
 * of {@code torch.nn.Linear}, or of a {@code torch.nn.Sequential} of such: weight [outputs,
 * inputs], bias [outputs].
 */
public final class SafeTensors {
  static final String ENDING = ".safetensors";

  private static final String METADATA = "__metadata__";
  private static final String ACTIVATIONS = "activations";
  private static final int MOST_HEADER = 1 << 20;
  private static final int MOST_TENSORS = 2 * DenseClassifier.MOST_LAYERS;
  private static final int ALIGNMENT = 8;
  private static final int LONGEST_NAME = 200;
  private static final Pattern NAME = Pattern.compile("(?:(?<layer>.*)\\.)?(?<what>weight|bias)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Gson GSON = new Gson();
  private static final String ADVICE =
      "save the state_dict of Linear layers, and name what is between them with --activation";

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
      for (float each : layer.parameters()) { // output by output, as PyTorch has them too
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
   * @param unsaid what the file does not say
   * @throws InvalidFileException if it is damaged, or holds no layers of a classifier
   */
  public static Exchanged read(Path file, byte[] content, Unsaid unsaid) throws IOException {
    try {
      return read(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), unsaid);
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

  private static Exchanged read(ByteBuffer file, Unsaid unsaid) {
    long length = file.remaining() < Long.BYTES ? -1 : file.getLong();
    if (length < 2 || length > Math.min(MOST_HEADER, file.remaining())) {
      throw new IllegalArgumentException("a header of %d bytes".formatted(length));
    }
    byte[] text = new byte[(int) length];
    file.get(text);
    JsonObject header = header(new String(text, StandardCharsets.UTF_8));
    SortedMap<String, String> metadata = new TreeMap<>();
    JsonElement said = header.remove(METADATA);
    if (said != null) {
      said.getAsJsonObject()
          .entrySet()
          .forEach(each -> metadata.put(each.getKey(), each.getValue().getAsString()));
    }
    ByteBuffer values = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    return new Exchanged(
        classifier(header, metadata.remove(ACTIVATIONS), values, unsaid), metadata);
  }

  /** Reads JSON as its standard has it, and no name twice. */
  private static JsonObject header(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonObject header = object(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("more than an object");
      }
      return header;
    } catch (IOException e) {
      throw new JsonParseException(e);
    }
  }

  private static JsonObject object(JsonReader reader) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new IllegalArgumentException("twice the name " + name);
      }
      object.add(
          name,
          reader.peek() == JsonToken.BEGIN_OBJECT
              ? object(reader)
              : JsonParser.parseReader(reader));
    }
    reader.endObject();
    return object;
  }

  private static DenseClassifier classifier(
      JsonObject header, String activations, ByteBuffer data, Unsaid unsaid) {
    if (header.size() > MOST_TENSORS) {
      throw new IllegalArgumentException(header.size() + " tensors");
    }
    SortedMap<String, Pair> layers = new TreeMap<>(Comparator.comparing(SafeTensors::padded));
    List<long[]> places = new ArrayList<>(); // each tensor's begin and end
    for (Map.Entry<String, JsonElement> each : header.entrySet()) {
      Matcher name = NAME.matcher(each.getKey());
      if (!name.matches() || each.getKey().length() > LONGEST_NAME) {
        throw new IllegalArgumentException("a tensor " + each.getKey());
      }
      Tensor tensor = tensor(each.getValue());
      boolean weight = name.group("what").equals("weight");
      requireSound(each.getKey(), tensor, weight ? 2 : 1, data.limit());
      places.add(tensor.data_offsets);
      String layer = String.valueOf(name.group("layer"));
      Pair pair = layers.getOrDefault(layer, new Pair(null, null));
      if ((weight ? pair.weight : pair.bias) != null) {
        throw new IllegalArgumentException("two tensors like " + each.getKey());
      }
      layers.put(layer, weight ? new Pair(tensor, pair.bias) : new Pair(pair.weight, tensor));
    }
    requireWhole(places, data.limit());
    return classifier(inOrder(layers.values()), activations, data, unsaid);
  }

  private static Tensor tensor(JsonElement described) {
    if (!described.isJsonObject()) {
      throw new JsonParseException("no tensor");
    }
    JsonObject tensor = described.getAsJsonObject();
    JsonElement type = tensor.get("dtype");
    return new Tensor(
        type == null ? null : type.getAsString(),
        sizes(tensor.get("shape")),
        sizes(tensor.get("data_offsets")));
  }

  /** Reads whole numbers, written as such. */
  private static long[] sizes(JsonElement array) {
    return array == null
        ? null
        : array.getAsJsonArray().asList().stream()
            .mapToLong(
                each -> {
                  String number = each.toString();
                  if (!number.matches("-?\\d{1,18}")) {
                    throw new IllegalArgumentException("a size of " + number);
                  }
                  return Long.parseLong(number);
                })
            .toArray();
  }

  /** What a layer has; the bias is null without one. */
  private record Pair(Tensor weight, Tensor bias) {
    int outputs() {
      return (int) weight.shape[0];
    }

    int inputs() {
      return (int) weight.shape[1];
    }
  }

  /** Lets names be sorted by the numbers in them: layer 2 comes before layer 10. */
  private static String padded(String layer) {
    return NUMBER
        .matcher(layer)
        .replaceAll(found -> "0".repeat(LONGEST_NAME - found.group().length()) + found.group());
  }

  /** Makes sure that values lie one behind the other, as the format demands. */
  private static void requireWhole(List<long[]> places, long length) {
    long end = 0;
    places.sort(Comparator.comparingLong(place -> place[0]));
    for (long[] place : places) {
      if (place[0] != end) {
        throw new IllegalArgumentException(
            "a gap or an overlap at byte %d of its values".formatted(end));
      }
      end = place[1];
    }
    if (end != length) {
      throw new IllegalArgumentException(
          "%d bytes of values where its header says %d".formatted(length, end));
    }
  }

  /**
   * Puts layers in the order in which values go through them: names of one's own choice do not tell
   * it, sizes do. Where their sizes allow it, that is the order of their names.
   */
  private static List<Pair> inOrder(Collection<Pair> named) {
    List<Pair> byName = List.copyOf(named);
    if (byName.isEmpty() || byName.stream().anyMatch(each -> each.weight == null)) {
      throw new IllegalArgumentException(
          byName.isEmpty() ? "no tensors" : "a bias without a weight");
    }
    if (fit(byName)) {
      return byName;
    }
    Set<Integer> made = byName.stream().map(Pair::outputs).collect(Collectors.toSet());
    int inputs =
        byName.stream()
            .map(Pair::inputs)
            .filter(each -> !made.contains(each))
            .findFirst()
            .orElse(byName.get(0).inputs());
    Map<Integer, Deque<Pair>> left = new HashMap<>();
    byName.forEach(
        each -> left.computeIfAbsent(each.inputs(), any -> new ArrayDeque<>()).add(each));
    Deque<Pair> ordered = new ArrayDeque<>();
    follow(inputs, left, ordered);
    List<Pair> path = List.copyOf(ordered);
    if (path.size() < byName.size() || !fit(path)) {
      throw new IllegalArgumentException("layers whose sizes do not fit behind one another");
    }
    return path;
  }

  private static boolean fit(List<Pair> layers) {
    return IntStream.range(1, layers.size())
        .allMatch(i -> layers.get(i).inputs() == layers.get(i - 1).outputs());
  }

  /** Finds a path over all layers, as Hierholzer does over the edges of a graph (1873). */
  private static void follow(int size, Map<Integer, Deque<Pair>> left, Deque<Pair> path) {
    Deque<Pair> next = left.getOrDefault(size, new ArrayDeque<>());
    while (!next.isEmpty()) {
      Pair layer = next.poll();
      follow(layer.outputs(), left, path);
      path.addFirst(layer);
    }
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

  private static DenseClassifier classifier(
      List<Pair> layers, String activations, ByteBuffer data, Unsaid unsaid) {
    String[] told = activations == null ? null : GSON.fromJson(activations, String[].class);
    if (told != null && told.length != layers.size()) {
      throw new IllegalArgumentException(
          "%d activations for %d layers".formatted(told.length, layers.size()));
    }
    if (told == null && layers.size() > 1 && unsaid.hidden() == null) {
      throw new IllegalArgumentException(
          "%d layers, and no word of what follows each".formatted(layers.size()));
    }
    LayerStack stack = new LayerStack();
    unsaid.scale(stack, layers.get(0).inputs(), false);
    for (int i = 0; i < layers.size(); i++) {
      Pair layer = layers.get(i);
      float[] weights =
          Matrix.transposed(values(layer.weight, data), layer.outputs(), layer.inputs());
      float[] bias = layer.bias == null ? new float[layer.outputs()] : values(layer.bias, data);
      stack.dense(layer.inputs(), layer.outputs(), weights, bias);
      if (told != null) {
        stack.activate(LayerActivation.named(told[i]));
      } else if (i < layers.size() - 1) {
        stack.activate(unsaid.hidden());
      }
    }
    return stack.classifier();
  }

  private static float[] values(Tensor tensor, ByteBuffer data) {
    float[] values = new float[(int) tensor.count()];
    for (int i = 0; i < values.length; i++) {
      int at = (int) tensor.data_offsets[0] + i * tensor.bytes();
      values[i] =
          switch (tensor.dtype) {
            case "F64" -> (float) data.getDouble(at);
            case "F32" -> data.getFloat(at);
            case "BF16" -> HalfFloat.widenedBrain(data.getShort(at));
            default -> HalfFloat.widened(data.getShort(at));
          };
    }
    return values;
  }
}
