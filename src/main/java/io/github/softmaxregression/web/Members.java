package io.github.softmaxregression.web;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;

/**
 * The members of a JSON object one after the other. One that is null is left out: some clients
 * write so what others leave away.
 */
final class Members {
  private Members() {}

  /** Begins an object and gives the name of the first, whose value is to be read next. */
  static String first(JsonReader json) throws IOException {
    json.beginObject();
    return next(json);
  }

  /** The name of the next; null at the object's end. */
  static String next(JsonReader json) throws IOException {
    while (json.hasNext()) {
      String name = json.nextName();
      if (json.peek() != JsonToken.NULL) {
        return name;
      }
      json.skipValue();
    }
    json.endObject();
    return null;
  }
}
