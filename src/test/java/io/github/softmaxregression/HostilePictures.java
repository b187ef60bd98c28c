package io.github.softmaxregression;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Pictures that are damaged or lie about their size. */
final class HostilePictures {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'};

  private final HostileFiles files;

  private HostilePictures(HostileFiles files) {
    this.files = files;
  }

  static void addTo(HostileFiles files) throws IOException {
    new HostilePictures(files).all();
  }

  private void picture(String name, byte[] content, String message) throws IOException {
    files.add(name, content, message, "predict");
  }

  static byte[] encoded(String format, int size) throws IOException {
    BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < size; i++) {
      picture.setRGB(i, i, 0xffffff);
      picture.setRGB(size - 1 - i, i, 0x4080c0);
    }
    return Pictures.encoded(picture, format);
  }

  static byte[] half(byte[] content) {
    return Arrays.copyOf(content, content.length / 2);
  }

  private void all() throws IOException {
    picture("empty.png", new byte[0], "found an empty file");
    picture("text.png", "hello".getBytes(StandardCharsets.UTF_8), "found no picture that is known");
    picture("zeros.jpg", new byte[5000], "found no picture that is known");
    picture("signature.png", PNG, "found a damaged picture");
    picture("pdf.png", "%PDF-1.7 ...".getBytes(StandardCharsets.UTF_8), "in the format PDF");
    picture(
        "script.gif", "GIF89a<script>".getBytes(StandardCharsets.UTF_8), "found a damaged picture");
    for (String format : new String[] {"png", "jpeg", "gif", "bmp", "tiff"}) {
      byte[] sound = encoded(format, 64);
      picture("half." + format, half(sound), "found a damaged picture");
      picture("head." + format, Arrays.copyOf(sound, 20), "found a damaged picture");
    }
    picture("half.webp", half(Pictures.resource("lossless.webp")), "found a damaged picture");
    // Found by the fuzzer: its reader goes on for minutes where the bytes have ended.
    picture("endless.webp", Pictures.resource("endless.webp"), "found a damaged picture");
    picture("bomb.png", png(30_000, 30_000), "found a picture of 30000 x 30000 pixels, expected");
    picture("wide.png", png(2_000_000_000, 1), "pixels, expected at most 60,000,000");
    picture("negative.png", png(-5, 7), "found a damaged picture");
    picture("nothing.png", png(0, 0), "found a damaged picture");
    picture("bomb.gif", gif(65_535, 65_535), "found a damaged picture (it ends early)");
    picture("bomb.bmp", bmp(1_000_000, 1_000_000), "pixels, expected at most");
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
}
