package io.github.softmaxregression.photograph;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Adds to a picture what a camera does. */
final class Camera {
  private static final float QUALITY = 0.88f;

  private Camera() {}

  /**
   * Lights a picture from one side, in place, and adds noise.
   *
   * @param unevenness how much brighter its brightest side is than the middle
   * @param noise standard deviation in levels
   */
  static BufferedImage expose(
      BufferedImage picture, double unevenness, double noise, RandomGenerator random) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    double from = 2 * Math.PI * random.nextDouble();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double right = (x + 0.5) / width - 0.5;
        double below = (y + 0.5) / height - 0.5;
        double side = right * Math.cos(from) + below * Math.sin(from);
        double light = 1 + 2 * unevenness * side;
        double grain = noise * random.nextGaussian();
        int before = picture.getRGB(x, y);
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          double value = light * (before >> shift & 0xff) + grain;
          rgb = rgb << 8 | (int) Math.round(Math.min(255, Math.max(0, value)));
        }
        picture.setRGB(x, y, rgb);
      }
    }
    return picture;
  }

  /** Encodes a picture as a JPEG of quality 88. */
  static byte[] jpeg(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
