package io.github.softmaxregression.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Takes zips apart for tests, and puts changed ones together. */
public final class ZipContents {
  private ZipContents() {}

  /** Entries by name, in their order. */
  public static Map<String, byte[]> of(InputStream in) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  /** Of a file. */
  public static Map<String, byte[]> of(Path file) throws IOException {
    return of(Files.newInputStream(file));
  }

  /** Of a model that ships. */
  public static Map<String, byte[]> ofShipped(String name) throws IOException {
    return of(ZipContents.class.getResourceAsStream("/models/fashion-mnist-" + name + ".zip"));
  }

  /** A zip with these entries, compressed as any tool does it. */
  public static byte[] zipped(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
