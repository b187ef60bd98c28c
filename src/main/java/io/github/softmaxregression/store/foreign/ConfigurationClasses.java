package io.github.softmaxregression.store.foreign;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the classes that a network's JSON names, before a reader of it loads and makes them. Goes
 * token by token, since of two entries with one name a tree shows only one.
 */
final class ConfigurationClasses {
  private static final Pattern LIBRARY = Pattern.compile("org\\.(deeplearning4j|nd4j)\\.[\\w.$]+");

  private ConfigurationClasses() {}

  /** Finds the first class that is not Deeplearning4j's or ND4J's own; fails if it is no JSON. */
  static Optional<String> firstForeign(String json) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      String name = "";
      while (reader.peek() != JsonToken.END_DOCUMENT) {
        switch (reader.peek()) {
          case BEGIN_OBJECT -> reader.beginObject();
          case END_OBJECT -> reader.endObject();
          case BEGIN_ARRAY -> reader.beginArray();
          case END_ARRAY -> reader.endArray();
          case NAME -> name = reader.nextName();
          case STRING -> {
            String value = reader.nextString();
            if (name.equals("@class") && !LIBRARY.matcher(value).matches()) {
              return Optional.of(value);
            }
          }
          default -> reader.skipValue();
        }
      }
      return Optional.empty();
    } catch (IllegalStateException | NumberFormatException e) { // not JSON
      throw new IOException(e);
    }
  }
}
