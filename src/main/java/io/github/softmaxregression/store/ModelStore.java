package io.github.softmaxregression.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softmaxregression.model.SoftmaxNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;

/** Saves models as zips that {@code MultiLayerNetwork.load(file, true)} reads too. */
public final class ModelStore {
  static final String INPUT_JSON = "input.json";
  static final String PROVENANCE_JSON = "provenance.json";

  /** Dates all entries alike. To 1980-01-01, the first, Java adds the time in the zone of here. */
  private static final LocalDateTime ANY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ModelStore() {}

  /** Names a file beside a zip: with {@code -report.html} it is {@code latest-report.html}. */
  public static Path beside(Path zip, String ending) {
    String name = Objects.toString(zip.getFileName(), ""); // a root has none
    return zip.resolveSibling(name.replaceFirst("\\.zip$", "") + ending);
  }

  static byte[] json(Object value) {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return (gson.toJson(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the content of an entry, as float32 values, big-endian. */
  static byte[] floats(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** Writes entries uncompressed, so that they give the same bytes under any Java. */
  static void write(Map<String, byte[]> entries, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setMethod(ZipOutputStream.STORED);
    for (String name : entries.keySet()) {
      byte[] content = entries.get(name);
      CRC32 checksum = new CRC32();
      checksum.update(content);
      ZipEntry entry = new ZipEntry(name);
      entry.setTimeLocal(ANY_TIME);
      entry.setSize(content.length);
      entry.setCrc(checksum.getValue());
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    }
    zip.finish();
  }

  /** Writes a model to a file, whole or not at all, as {@link AtomicFile#write} does. */
  public static void save(SoftmaxNetwork network, InputFormat input, Provenance made, Path file)
      throws IOException {
    AtomicFile.write(file, out -> write(network, input, made, out));
  }

  /** Writes a model's zip to a stream, which is not closed. */
  public static void write(
      SoftmaxNetwork network, InputFormat input, Provenance made, OutputStream out)
      throws IOException {
    write(entries(network, input, made), out);
  }

  /** Makes the entries of a model's zip: Deeplearning4j's own, unpacked, and two of ours. */
  static Map<String, byte[]> entries(SoftmaxNetwork network, InputFormat input, Provenance made)
      throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network.network(), plain, true);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(plain.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    entries.put(INPUT_JSON, json(input));
    entries.put(PROVENANCE_JSON, json(made));
    return entries;
  }
}
