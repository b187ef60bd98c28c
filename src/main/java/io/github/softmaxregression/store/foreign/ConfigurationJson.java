package io.github.softmaxregression.store.foreign;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a network's JSON anew, from a tree of what it may say. The library's own reader makes the
 * classes that a text names, in more than one spelling, and of two entries of one name it may see
 * another than who checks them.
 */
final class ConfigurationJson {
  /** Says what a text says that is not read; null if it is of something else. */
  static final class UnknownException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownException(String message) {
      super(message);
    }
  }

  /** Are the layers of fully connected networks. */
  private static final Set<String> LAYERS =
      Set.of(
          "DenseLayer",
          "OutputLayer",
          "LossLayer",
          "ActivationLayer",
          "DropoutLayer",
          "BatchNormalization");

  private static final String CLASS = "@class";
  private static final String LAYER = "layer";
  private static final String LOSS = "lossFn";
  private static final String WEIGHTS = "weights"; // of the classes, in a loss
  private static final int DEEPEST = 20;

  /** Are the packages of layers, and of what they have. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "org\\.deeplearning4j\\.nn\\.(conf\\.(layers|dropout|constraint|preprocessor|weightnoise"
              + "|stepfunctions|distribution)|weights)\\.\\w+"
              + "|org\\.nd4j\\.linalg\\.(activations\\.impl|lossfunctions\\.impl|learning\\.config"
              + "|learning\\.regularization|schedule)\\.\\w+");

  /** Are objects that name no class. */
  private static final Set<String> PLAIN = Set.of("values", "distribution", "inputPreProcessors");

  /** Hold objects that do. */
  private static final Set<String> LISTS =
      Set.of("regularization", "regularizationBias", "constraints");

  /** Hold numbers and texts. */
  private static final Set<String> VALUES = Set.of("variables", "params", "dimensions");

  private ConfigurationJson() {}

  /** Returns a text that says the same, or throws an UnknownException if that is not known. */
  static String checked(String text) throws UnknownException {
    try {
      JsonObject root = new JsonObject();
      JsonElement given = JsonParser.parseString(text);
      if (!given.isJsonObject() || !given.getAsJsonObject().has("confs")) {
        throw new UnknownException(null);
      }
      for (Map.Entry<String, JsonElement> entry : given.getAsJsonObject().entrySet()) {
        boolean layers = entry.getKey().equals("confs");
        root.add(entry.getKey(), layers ? layers(entry.getValue()) : value(entry, 0));
      }
      return root.toString();
    } catch (JsonParseException | IllegalStateException e) { // not JSON, or not of this form
      throw new UnknownException(null);
    }
  }

  private static JsonArray layers(JsonElement all) throws UnknownException {
    JsonArray layers = new JsonArray();
    for (JsonElement each : all.getAsJsonArray()) {
      layers.add(object(each, 0));
    }
    return layers;
  }

  private static JsonObject object(JsonElement given, int depth) throws UnknownException {
    if (depth > DEEPEST) {
      throw new UnknownException(
          "a configuration with settings inside settings, more than " + DEEPEST + " times");
    }
    JsonObject object = new JsonObject();
    for (Map.Entry<String, JsonElement> entry : given.getAsJsonObject().entrySet()) {
      object.add(entry.getKey(), value(entry, depth + 1));
    }
    return object;
  }

  private static JsonElement value(Map.Entry<String, JsonElement> entry, int depth)
      throws UnknownException {
    String name = entry.getKey();
    JsonElement given = entry.getValue();
    if (given.isJsonNull() || given.isJsonPrimitive() && !name.equals(CLASS)) {
      return given;
    }
    if (name.equals(CLASS)) {
      return className(given);
    }
    if (given.isJsonArray()) {
      return list(name, given.getAsJsonArray(), depth);
    }
    if (!PLAIN.contains(name) && !given.getAsJsonObject().has(CLASS)) {
      throw unknown(name);
    }
    if (name.equals(LAYER)) {
      requireKind(given.getAsJsonObject().get(CLASS));
    }
    if (name.equals(LOSS)) {
      return loss(given.getAsJsonObject(), depth);
    }
    return object(given, depth);
  }

  private static JsonElement className(JsonElement given) throws UnknownException {
    String name = given.isJsonPrimitive() ? given.getAsString() : given.toString();
    if (!LIBRARY.matcher(name).matches()) {
      throw new UnknownException(
          "a configuration that names the class " + ForeignZip.printable(name));
    }
    return given;
  }

  /** Refuses layers whose cost their parameters do not bound, before their settings are read. */
  private static void requireKind(JsonElement name) throws UnknownException {
    String full = className(name).getAsString();
    String kind = full.substring(full.lastIndexOf('.') + 1);
    if (!LAYERS.contains(kind)) {
      throw new UnknownException("a network with a layer of the kind " + kind);
    }
  }

  private static JsonArray list(String name, JsonArray given, int depth) throws UnknownException {
    JsonArray list = new JsonArray();
    for (JsonElement each : given) {
      boolean typed = each.isJsonObject() && each.getAsJsonObject().has(CLASS);
      if (LISTS.contains(name) && typed) {
        list.add(object(each, depth));
      } else if (VALUES.contains(name) && each.isJsonPrimitive()) {
        list.add(each);
      } else {
        throw unknown(name);
      }
    }
    return list;
  }

  /** Leaves out the weights of classes: predictions do not depend on how a network was trained. */
  private static JsonObject loss(JsonObject given, int depth) throws UnknownException {
    JsonObject loss = given.deepCopy();
    if (loss.has(WEIGHTS) && !loss.get(WEIGHTS).isJsonNull()) {
      loss = new JsonObject();
      loss.addProperty(CLASS, "org.nd4j.linalg.lossfunctions.impl.LossMSE");
    }
    return object(loss, depth);
  }

  private static UnknownException unknown(String name) {
    return new UnknownException(
        "a configuration with an unknown form of the setting " + ForeignZip.printable(name));
  }
}
