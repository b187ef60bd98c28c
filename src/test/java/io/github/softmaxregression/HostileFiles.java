package io.github.softmaxregression;

import io.github.softmaxregression.data.IdxFiles;
import io.github.softmaxregression.store.ZipContents;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Damaged files, and files made to do harm, each with the error that it must give. */
final class HostileFiles {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'};

  private final Path folder;
  private final List<Case> cases = new ArrayList<>();

  /**
   * One of them.
   *
   * @param args the command line, with the file's path in it
   * @param message what the one line on standard error contains
   */
  record Case(String name, List<String> args, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private HostileFiles(Path folder) {
    this.folder = folder;
  }

  static List<Case> in(Path folder) throws IOException {
    HostileFiles files = new HostileFiles(folder);
    files.pictures();
    files.zips();
    files.folders();
    return files.cases;
  }

  // Pictures

  private void picture(String name, byte[] content, String message) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    cases.add(new Case(name, List.of("predict", file.toString()), message));
  }

  private static byte[] encoded(String format, int size) throws IOException {
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < size; i++) {
      picture.setRGB(i, i, 0xffffff);
      picture.setRGB(size - 1 - i, i, 0x4080c0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, format, bytes);
    return bytes.toByteArray();
  }

  private static byte[] half(byte[] content) {
    return Arrays.copyOf(content, content.length / 2);
  }

  private void pictures() throws IOException {
    picture("empty.png", new byte[0], "found an empty file");
    picture("text.png", "hello".getBytes(StandardCharsets.UTF_8), "found no picture that is known");
    picture("zeros.jpg", new byte[5000], "found no picture that is known");
    picture("signature.png", PNG, "found a damaged picture");
    picture("pdf.png", "%PDF-1.7 ...".getBytes(StandardCharsets.UTF_8), "found no picture");
    picture(
        "script.gif", "GIF89a<script>".getBytes(StandardCharsets.UTF_8), "found a damaged picture");
    for (String format : new String[] {"png", "jpeg", "gif", "bmp", "tiff"}) {
      byte[] sound = encoded(format, 64);
      picture("half." + format, half(sound), "found a damaged picture");
      picture("head." + format, Arrays.copyOf(sound, 20), "found a damaged picture");
    }
    picture("half.webp", half(resource("lossless.webp")), "found a damaged picture");
    // Found by the fuzzer: its reader goes on for minutes where the bytes have ended.
    picture("endless.webp", resource("endless.webp"), "found a damaged picture");
    picture("bomb.png", png(30_000, 30_000), "found a picture of 30000 x 30000 pixels, expected");
    picture("wide.png", png(2_000_000_000, 1), "pixels, expected at most 60,000,000");
    picture("negative.png", png(-5, 7), "found a damaged picture");
    picture("nothing.png", png(0, 0), "found a damaged picture");
    picture("bomb.gif", gif(65_535, 65_535), "found a picture of 65535 x 65535 pixels, expected");
    picture("bomb.bmp", bmp(1_000_000, 1_000_000), "pixels, expected at most");
    cases.add(
        new Case("folder", List.of("predict", folder.resolve("none").toString()), "no such file"));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = HostileFiles.class.getResourceAsStream("/pictures/" + name)) {
      return in.readAllBytes();
    }
  }

  /** A sound PNG of zeros, that says it has a size. */
  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(PNG);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 0, 0, 0, 0})
            .array();
    chunk(bytes, "IHDR", header);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (OutputStream deflated =
        new DeflaterOutputStream(data, new Deflater(Deflater.BEST_COMPRESSION))) {
      for (int i = 0; i < 1000; i++) {
        deflated.write(new byte[10_000]);
      }
    }
    chunk(bytes, "IDAT", data.toByteArray());
    chunk(bytes, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(OutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(content.length);
    data.write(name);
    data.write(content);
    data.writeInt((int) crc.getValue());
  }

  private static byte[] gif(int width, int height) throws IOException {
    byte[] sound = encoded("gif", 16);
    ByteBuffer bytes = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(6, (short) width).putShort(8, (short) height);
    int frame = 13;
    while (sound[frame] != 0x2c) { // the image descriptor
      frame++;
    }
    bytes.putShort(frame + 5, (short) width).putShort(frame + 7, (short) height);
    return sound;
  }

  private static byte[] bmp(int width, int height) throws IOException {
    byte[] sound = encoded("bmp", 16);
    ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
    return sound;
  }

  // Zips

  private void zip(String name, byte[] content, String message) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, content);
    cases.add(
        new Case(
            name, List.of("evaluate", "--figures", "none", "--model", file.toString()), message));
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

  /** Writes a file when it is deserialised. */
  static final class Planted implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String marker;

    Planted(String marker) {
      this.marker = marker;
    }

    private void readObject(java.io.ObjectInputStream in)
        throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      Files.createFile(Path.of(marker));
    }
  }

  private static byte[] serialised(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
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

  private void zips() throws IOException {
    byte[] whole = ZipContents.zipped(ZipContents.ofShipped("best"));
    String coefficients = "coefficients.bin";
    String configuration = "configuration.json";
    zip("empty.zip", new byte[0], "found no sound zip archive");
    zip("text.zip", "hello".getBytes(StandardCharsets.UTF_8), "found no sound zip archive");
    zip("half.zip", half(whole), "found no sound zip archive");
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
        "found a configuration.json that names the class java.lang.Runtime");
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
        with("preprocessor.bin", serialised(new Planted(marker().toString()))),
        "found the Java-serialised entry preprocessor.bin");
    zip(
        "objects.zip",
        with("objects/a", serialised(new Planted(marker().toString()))),
        "found the Java-serialised entry objects/a");
    zip(
        "normalizer.zip",
        with("normalizer.bin", serialised(new Planted(marker().toString()))),
        "found a normalizer");
    zip("outside.zip", with("../../evil", new byte[1]), "found an entry named ../../evil");
    zip("absolute.zip", with("/etc/evil", new byte[1]), "found an entry named /etc/evil");
    byte[] twice = with("xonfiguration.json", new byte[] {'{'});
    replace(twice, "xonfiguration.json", "configuration.json");
    zip("twice.zip", twice, "found two entries configuration.json");
    Map<String, byte[]> many = ZipContents.ofShipped("best");
    for (int i = 0; i < 200; i++) {
      many.put("entry" + i, new byte[0]);
    }
    zip("many.zip", ZipContents.zipped(many), "found more than 100 entries");
  }

  private static void replace(byte[] content, String from, String to) {
    byte[] old = from.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + old.length <= content.length; i++) {
      if (Arrays.equals(content, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(to.getBytes(StandardCharsets.US_ASCII), 0, content, i, old.length);
      }
    }
  }

  /** What planted code would leave behind. */
  Path marker() {
    return folder.resolve("marker");
  }

  // Folders of data

  private void data(String name, Path data, String message) {
    cases.add(
        new Case(
            name,
            List.of(
                "train",
                "--data",
                data.toString(),
                "--out",
                folder.resolve("out").resolve("m.zip").toString()),
            message));
  }

  private void folders() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty folder"));
    data("empty folder", empty, "found no train-");
    Path short0 = folder.resolve("short labels");
    IdxFiles.writeSmallDataSet(short0);
    Files.write(short0.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(3));
    data("short labels", short0, "found 3 labels, expected 20");
    Path sizes = folder.resolve("two sizes");
    IdxFiles.writeSmallDataSet(sizes);
    Files.write(
        sizes.resolve("t10k-images-idx3-ubyte"),
        IdxFiles.idx(new int[] {10, 14, 14}, new byte[1960]));
    data("two sizes", sizes, "found test images of 14 x 14 pixels, expected 28 x 28");
    Path one = folder.resolve("one class");
    Files.createDirectories(one.resolve("bag"));
    data("one class", one, "found 1 folders of pictures, expected 2 to 256");
    Path none = folder.resolve("no pictures");
    Files.createDirectories(none.resolve("bag"));
    Files.createDirectories(none.resolve("coat"));
    data("no pictures", none, "found no picture, expected");
    Path damaged = folder.resolve("damaged picture");
    for (String name : new String[] {"bag", "coat"}) {
      Files.createDirectories(damaged.resolve(name));
      Files.write(damaged.resolve(name).resolve("a.png"), encoded("png", 28));
    }
    Files.write(damaged.resolve("coat").resolve("b.png"), half(encoded("png", 64)));
    data("damaged picture", damaged, "b.png: found a damaged picture");
    Path few = folder.resolve("few pictures");
    for (String name : new String[] {"bag", "coat"}) {
      Files.createDirectories(few.resolve(name));
      Files.write(few.resolve(name).resolve("a.png"), encoded("png", 28));
    }
    data("few pictures", few, "found too few pictures");
  }
}
