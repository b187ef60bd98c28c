package io.github.softmaxregression.fuzz;

import io.github.softmaxregression.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sound inputs of each target: what is damaged on every build, and what a fuzzer starts from. */
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
  static Map<String, byte[]> of(String target) throws IOException {
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
      }
      case "Zip" -> {
        for (String name : List.of("fashion-mnist-best.zip", "fashion-mnist-chapter.zip")) {
          seeds.put(name, resource("/models/" + name));
        }
      }
      case "Entry" -> {
        for (String name :
            List.of("configuration.json", "coefficients.bin", "input.json", "provenance.json")) {
          seeds.put(name, FuzzTargets.Entry.input(name));
        }
      }
      default -> throw new IllegalArgumentException("no target " + target);
    }
    return seeds;
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
