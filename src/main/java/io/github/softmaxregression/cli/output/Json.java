package io.github.softmaxregression.cli.output;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.data.ForeignText;

/** Writes what programs read, with null for what is not known. */
public final class Json {
  private static final GsonBuilder SETTINGS =
      new GsonBuilder().serializeNulls().disableHtmlEscaping();

  private static final Gson LINE = SETTINGS.create();
  private static final Gson PRETTY = SETTINGS.setPrettyPrinting().create();

  private Json() {}

  /** Writes an object in lines with indentation. */
  public static String pretty(Object object) {
    return ForeignText.json(PRETTY.toJson(object));
  }

  /** Writes an object in one line. */
  public static String line(Object object) {
    return ForeignText.json(LINE.toJson(object));
  }
}
