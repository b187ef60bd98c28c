package io.github.softmaxregression;

import io.github.softmaxregression.store.ZipContents;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Model zips that are damaged, lie about their sizes or carry code. */
final class HostileZips {
  private final HostileFiles files;

  private HostileZips(HostileFiles files) {
    this.files = files;
  }

  static void addTo(HostileFiles files) throws IOException {
    new HostileZips(files).all();
  }

  private void zip(String name, byte[] content, String message) throws IOException {
    files.add(name, content, message, "evaluate --figures none --model");
  }

  private static byte[] with(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = ZipContents.ofShipped("best");
    entries.put(name, content);
    return ZipContents.zipped(entries);
  }

  private static byte[] withText(String name, String from, String to) throws IOException {
    String text = new String(ZipContents.ofShipped("best").get(name), StandardCharsets.UTF_8);
    if (!text.contains(from)) {
      throw new IllegalStateException(name + " has no " + from);
    }
    return with(name, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] without(String name) throws IOException {
    Map<String, byte[]> entries = ZipContents.ofShipped("best");
    entries.remove(name);
    return ZipContents.zipped(entries);
  }

  /** The header of an array of a size, and a few values. */
  private static byte[] array(long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("LONG_SHAPE");
    out.writeLong(8);
    out.writeUTF("LONG");
    for (long value : new long[] {2, 1, length, 1, 1, 0, 1, 'c'}) {
      out.writeLong(value);
    }
    out.writeUTF("LONG_SHAPE");
    out.writeLong(length);
    out.writeUTF("FLOAT");
    out.write(new byte[40]);
    return bytes.toByteArray();
  }

  private void all() throws IOException {
    byte[] planted = Planted.leaving(files.folder().resolve("marker"));
    byte[] whole = ZipContents.zipped(ZipContents.ofShipped("best"));
    String coefficients = "coefficients.bin";
    String configuration = "configuration.json";
    zip("empty.zip", new byte[0], "found no sound zip archive");
    zip("text.zip", "hello".getBytes(StandardCharsets.UTF_8), "found no sound zip archive");
    zip("half.zip", HostilePictures.half(whole), "found no sound zip archive");
    zip("no entries.zip", ZipContents.zipped(Map.of()), "found a zip without configuration.json");
    zip("keras.h5", new byte[] {(byte) 0x89, 'H', 'D', 'F', 13, 10, 26, 10}, "found an HDF5 file");
    zip(
        "new.keras",
        ZipContents.zipped(Map.of("config.json", new byte[2], "metadata.json", new byte[2])),
        "found a Keras model, expected a saved Deeplearning4j network");
    zip("no configuration.zip", without(configuration), "found a zip without configuration.json");
    zip("no parameters.zip", without(coefficients), "found a zip without coefficients.bin");
    zip("no json.zip", with(configuration, new byte[] {'{'}), "of something else");
    zip(
        "deep json.zip",
        with(configuration, "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)),
        "of something else");
    zip(
        "long json.zip",
        with(configuration, " ".repeat(5_000_000).getBytes(StandardCharsets.UTF_8)),
        "found configuration.json of more than 4,194,304 bytes");
    zip(
        "class.zip",
        withText(
            configuration, "org.nd4j.linalg.lossfunctions.impl.LossMCXENT", "java.lang.Runtime"),
        "found a configuration that names the class java.lang.Runtime");
    zip(
        "no layer.zip",
        withText(configuration, "\"layer\" : {", "\"layers\" : {"),
        "found a network without layers");
    zip("short.zip", with(coefficients, array(10)), "found 10 parameters, expected 7850");
    zip("huge array.zip", with(coefficients, array(2_000_000_000)), "found an unreadable");
    zip("negative array.zip", with(coefficients, array(-1)), "found an unreadable");
    zip(
        "huge network.zip",
        withText(configuration, "\"nin\" : 784", "\"nin\" : 2000000000"),
        "found a network of too many parameters");
    zip(
        "bomb.zip",
        with(coefficients, new byte[300_000_000]),
        "found coefficients.bin of more than");
    zip(
        "preprocessor.zip",
        with("preprocessor.bin", planted),
        "found the Java-serialised entry preprocessor.bin");
    zip("normalizer.zip", with("normalizer.bin", planted), "found a normalizer");
    zip("outside.zip", with("../../evil", new byte[1]), "found an entry named ../../evil");
    zip("absolute.zip", with("/etc/evil", new byte[1]), "found an entry named /etc/evil");
    byte[] twice = with("xonfiguration.json", new byte[] {'{'});
    replace(twice, "xonfiguration.json", "configuration.json");
    zip("twice.zip", twice, "found two entries configuration.json");
    for (int method : new int[] {1, 6, 9, 12, 14, 93, 95, 99}) {
      zip("method " + method + ".zip", packedBy(method), "packed by method " + method);
    }
    Map<String, byte[]> crowd = new LinkedHashMap<>();
    for (int i = 0; i < 100_000; i++) {
      crowd.put("e" + i, new byte[0]);
    }
    zip("crowd.zip", ZipContents.zipped(crowd), "bytes of names");
    Map<String, byte[]> many = ZipContents.ofShipped("best");
    for (int i = 0; i < 200; i++) {
      many.put("entry" + i, new byte[0]);
    }
    zip("many.zip", ZipContents.zipped(many), "found more than 100 entries");
  }

  /** Changes what the central directory says of all entries' packing, and their own headers. */
  private static byte[] packedBy(int method) throws IOException {
    byte[] zip = ZipContents.zipped(ZipContents.ofShipped("best"));
    ByteBuffer all = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i + 12 < zip.length; i++) {
      if (all.getInt(i) == 0x02014b50) {
        all.putShort(i + 10, (short) method);
      } else if (all.getInt(i) == 0x04034b50) {
        all.putShort(i + 8, (short) method);
      }
    }
    return zip;
  }

  private static void replace(byte[] content, String from, String to) {
    byte[] old = from.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + old.length <= content.length; i++) {
      if (Arrays.equals(content, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(to.getBytes(StandardCharsets.US_ASCII), 0, content, i, old.length);
      }
    }
  }
}
