package io.github.softmaxregression.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.store.SoundCheckpoint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Inputs of each target, sound ones and such as once did harm: what is damaged on every build, and
 * what a fuzzer starts from.
 */
public final class Seeds {
  private Seeds() {}

  /** Writes a target's seeds, each into a file: {@code Seeds TARGET FOLDER}. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    for (Map.Entry<String, byte[]> seed : of(args[0]).entrySet()) {
      Files.write(folder.resolve(seed.getKey()), seed.getValue());
    }
  }

  /** By name. */
  public static Map<String, byte[]> of(String target) throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    switch (target) {
      case "Picture" -> {
        for (String name :
            List.of(
                "lossless.webp", "lossy.webp", "cmyk.jpg", "orientation6.jpg", "animated.gif")) {
          seeds.put(name, resource("/pictures/" + name));
        }
        for (String format : List.of("png", "bmp", "tiff", "jpeg", "gif")) {
          seeds.put("noise." + format, noise(format));
        }
        hostile(seeds, "xmp_n100.png", "xmp_n2600.png", "ztxt90m.png", "tiff_tile_2g.tif");
      }
      case "Zip" -> {
        for (String name : List.of("fashion-mnist-best.zip", "fashion-mnist-chapter.zip")) {
          seeds.put(name, resource("/models/" + name));
        }
        hostile(seeds, "arr_lossFn.zip", "c_nan.zip", "i_dup.zip", "p_ansi.zip");
        hostile(seeds, "s_method12.zip", "s_method93.zip");
      }
      case "Entry" -> {
        for (String name :
            List.of("configuration.json", "coefficients.bin", "input.json", "provenance.json")) {
          seeds.put(name, FuzzTargets.Entry.input(name));
        }
      }
      case "Checkpoint" -> {
        Path file = Files.createTempFile("seed", ".checkpoint.zip");
        SoundCheckpoint.save(file);
        seeds.put("m.checkpoint.zip", Files.readAllBytes(file));
        Files.delete(file);
        hostile(seeds, "minib_huge.checkpoint.zip");
      }
      case "Idx" -> seeds.put("idx", idx());
      case "Names" -> {
        seeds.put("names", "t-shirt\ntrouser\r\nk\u00e4se\n".getBytes(UTF_8));
        seeds.put(
            "commands", "\u001b[2Jcoat\n\u202etaoc\n<script>alert(1)</script>\n".getBytes(UTF_8));
      }
      case "Form" -> {
        String part = "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"%s\"\r\n";
        String form = part.formatted("a.png") + "Content-Type: image/png\r\n\r\nabc\r\n";
        seeds.put("form", (form + part.formatted("b") + "\r\nde\r\n--x--\r\n").getBytes(UTF_8));
      }
      case "Protocol" -> {
        String tensor = "\"name\":\"input\",\"shape\":[2,4],\"datatype\":\"%s\"";
        String plain = "{\"inputs\":[{" + tensor.formatted("UINT8") + ",\"data\":[%s]}]}";
        seeds.put("json", ("\0" + plain.formatted("1,2,3,4,5,6,7,8")).getBytes(UTF_8));
        seeds.put("nested", ("\0" + plain.formatted("[1,2,3,4],[5,6,7,8]")).getBytes(UTF_8));
        seeds.put("named", "\0{\"i\\nputs\":[{\"a\":[2,P32\",]}]}".getBytes(UTF_8));
        String binary =
            "{\"inputs\":[{"
                + tensor.formatted("FP32")
                + ",\"parameters\":{\"binary_data_size\":32}}],\"outputs\":[{\"name\":\"label\","
                + "\"parameters\":{\"binary_data\":true}}]}";
        byte[] json = ((char) binary.length() + binary).getBytes(ISO_8859_1);
        seeds.put("binary", Arrays.copyOf(json, json.length + 32));
      }
      case "Model" -> {
        for (String name :
            List.of(
                "torch-deep.onnx",
                "skl2onnx-pipeline.onnx",
                "tf2onnx-rescaling.onnx",
                "torch-named.safetensors")) {
          seeds.put(name, resource("/cases/exchange/" + name));
        }
      }
      default -> throw new IllegalArgumentException("no target " + target);
    }
    return seeds;
  }

  private static byte[] idx() {
    return ByteBuffer.allocate(16 + 12)
        .putInt(0x803)
        .putInt(3)
        .putInt(2)
        .putInt(2)
        .put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
        .array();
  }

  private static void hostile(Map<String, byte[]> seeds, String... names) throws IOException {
    for (String name : names) {
      seeds.put(name, resource("/cases/hostile/" + name));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Seeds.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] noise(String format) throws IOException {
    BufferedImage picture = new BufferedImage(20, 30, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.setRGB(random.nextInt(picture.getWidth()), y, random.nextInt());
    }
    return Pictures.encoded(picture, format);
  }
}
