package io.github.softmaxregression.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads what comes with the program. */
public final class Resource {
  private Resource() {}

  /** Reads a text beside a class, or anywhere if its name begins with a slash. */
  public static String text(Class<?> place, String name) {
    return new String(bytes(place, name), StandardCharsets.UTF_8);
  }

  /** Reads bytes beside a class, or anywhere if their name begins with a slash. */
  public static byte[] bytes(Class<?> place, String name) {
    try (InputStream in = place.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
