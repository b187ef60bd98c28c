package io.github.softmaxregression.store;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The classes that a network's JSON names: whoever reads it loads and makes them, so that they have
 * to be known before. Token by token, since of two entries with one name a tree shows only one.
 */
final class ConfigurationClasses {
  private static final Pattern LIBRARY = Pattern.compile("org\\.(deeplearning4j|nd4j)\\.[\\w.$]+");

  private ConfigurationClasses() {}

  /**
   * The first class that is not Deeplearning4j's or ND4J's own.
   *
   * @throws IOException if it is no JSON
   */
  static Optional<String> firstForeign(String json) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      String name = "";
      while (true) {
        JsonToken token = reader.peek();
        switch (token) {
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
          case END_DOCUMENT -> {
            return Optional.empty();
          }
          default -> reader.skipValue();
        }
      }
    } catch (IllegalStateException | NumberFormatException e) { // of JSON that is none
      throw new IOException(e);
    }
  }
}
