package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.ImageSet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/** Pictures in memory and in the form of files. */
public final class Pictures {
  private Pictures() {}

  /** Makes a grey picture of its bytes. */
  public static BufferedImage grey(byte[] pixels, int height, int width) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, width, height, pixels);
    return picture;
  }

  /** Encodes a picture in one of Java's formats. */
  public static byte[] encoded(BufferedImage picture, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  /** Encodes an image of a set as a PNG. */
  public static byte[] png(ImageSet images, int index) throws IOException {
    return encoded(grey(images.image(index), images.height(), images.width()), "png");
  }

  /** Reads a file of the tests' pictures. */
  public static byte[] resource(String name) throws IOException {
    return bytes("/pictures/" + name);
  }

  /** Reads a picture as people have it, with a fault perhaps. */
  public static byte[] faulty(String name) throws IOException {
    return bytes("/cases/pictures/" + name);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Pictures.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }
}
