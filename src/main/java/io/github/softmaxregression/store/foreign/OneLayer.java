package io.github.softmaxregression.store.foreign;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;

/**
 * Knows a softmax regression by its configuration's text, without Deeplearning4j: one layer,
 * softmax, cross-entropy, and nothing else that changes what it computes. Of other texts it says
 * nothing; the library reads those.
 */
record OneLayer(int inputs, int classes) {
  /** Limits the parameters to what a hundred thousand pixels and a thousand classes have. */
  private static final long MOST_PARAMETERS = 100_000_000;

  /** Must be there, and just so. */
  private static final Map<String, String> SAID =
      Map.of(
          "/@class", "\"org.deeplearning4j.nn.conf.layers.OutputLayer\"",
          "/activationFn/@class", "\"org.nd4j.linalg.activations.impl.ActivationSoftmax\"",
          "/lossFn/@class", "\"org.nd4j.linalg.lossfunctions.impl.LossMCXENT\"",
          "/hasBias", "true");

  /** Is what the library sets, and this program; of other values it refuses some. */
  private static final String CLIP = "1.0E-10";

  /** Must not be there, or be null. */
  private static final List<String> UNSAID =
      List.of("/idropout", "/weightNoise", "/constraints", "/lossFn/weights");

  /** Reads a text that {@link ConfigurationJson} knows; null if it is of another network. */
  static OneLayer of(String checked) {
    JsonObject root = JsonParser.parseString(checked).getAsJsonObject();
    JsonElement before = root.get("inputPreProcessors");
    boolean rows = before == null || before.isJsonNull() || before.equals(new JsonObject());
    boolean float32 = at(root, "/dataType").toString().equals("\"FLOAT\"");
    if (!rows || !float32 || root.getAsJsonArray("confs").size() != 1) {
      return null;
    }
    JsonElement layer = at(root.getAsJsonArray("confs").get(0), "/layer");
    boolean known =
        SAID.entrySet().stream()
                .allMatch(said -> at(layer, said.getKey()).toString().equals(said.getValue()))
            && UNSAID.stream().allMatch(path -> at(layer, path).isJsonNull());
    String clip = at(layer, "/lossFn/softmaxClipEps").toString();
    known &= clip.equals(CLIP) || clip.equals("null");
    long inputs = size(at(layer, "/nin"));
    long classes = size(at(layer, "/nout"));
    boolean modest = inputs > 0 && classes > 0 && (inputs + 1) * classes <= MOST_PARAMETERS;
    return known && modest ? new OneLayer((int) inputs, (int) classes) : null;
  }

  /** Follows names of fields; JSON's null where there is none. */
  private static JsonElement at(JsonElement from, String path) {
    JsonElement found = from;
    for (String name : path.substring(1).split("/")) {
      boolean there = found.isJsonObject() && found.getAsJsonObject().has(name);
      found = there ? found.getAsJsonObject().get(name) : JsonNull.INSTANCE;
    }
    return found;
  }

  /** Reads a size; 0 if it is none that an array could have. */
  private static long size(JsonElement given) {
    String text = given.toString();
    return text.matches("[1-9]\\d{0,8}") ? Long.parseLong(text) : 0;
  }

  /** W, then b. */
  long parameters() {
    return (inputs + 1L) * classes;
  }
}
