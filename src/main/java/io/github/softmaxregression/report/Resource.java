package io.github.softmaxregression.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads texts that come with the program. */
public final class Resource {
  private Resource() {}

  /** Reads a text beside a class, or anywhere if its name begins with a slash. */
  public static String text(Class<?> place, String name) {
    try (InputStream in = place.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
