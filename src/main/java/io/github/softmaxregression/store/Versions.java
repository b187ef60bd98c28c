package io.github.softmaxregression.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The versions of the program, its libraries and Java, without loading any of them. */
public final class Versions {
  private Versions() {}

  /** Version by name, the program first. */
  public static Map<String, String> all() {
    Properties built = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    for (String name : new String[] {"softmax-regression", "Deeplearning4j", "ND4J", "DataVec"}) {
      versions.put(name, built.getProperty(name));
    }
    versions.put("Java", System.getProperty("java.version"));
    versions.put("OS", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }
}
