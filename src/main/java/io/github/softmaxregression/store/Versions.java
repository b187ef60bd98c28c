package io.github.softmaxregression.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Tells the versions of the program, its libraries and Java, without loading any of them. */
public final class Versions {
  private Versions() {}

  /** Lists versions by name, the program first. */
  public static Map<String, String> all() {
    Properties built = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    List.of("softmax-regression", "Deeplearning4j", "ND4J", "DataVec")
        .forEach(name -> versions.put(name, built.getProperty(name)));
    versions.put("Java", System.getProperty("java.version"));
    versions.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }
}
