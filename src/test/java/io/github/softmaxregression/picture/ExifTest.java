package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.softmaxregression.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {
  private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationIsReadFromEveryFormatInBothByteOrders(int number) throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] tiff = tiff(order, number);
      byte[] other = "http://ns.adobe.com/xap/1.0/\0<x/>".getBytes(StandardCharsets.US_ASCII);
      byte[] jpeg =
          joined(bytes(0xff, 0xd8), segment(other), bytes(0xff), segment(joined(NAME, tiff)));
      assertThat(Exif.orientation(tiff).number()).isEqualTo(number);
      assertThat(Exif.orientation(jpeg).number()).isEqualTo(number);
      assertThat(Exif.orientation(png("eXIf", tiff)).number()).isEqualTo(number);
      assertThat(Exif.orientation(png("eXIf", joined(NAME, tiff))).number()).isEqualTo(number);
      assertThat(Exif.orientation(webp(tiff)).number()).isEqualTo(number);
    }
  }

  @Test
  void whatIsCutOffOrNoExifIsUpright() throws IOException {
    byte[] tiff = tiff(ByteOrder.BIG_ENDIAN, 6);
    byte[] jpeg = joined(bytes(0xff, 0xd8), segment(joined(NAME, tiff)));
    for (byte[] whole : new byte[][] {tiff, jpeg, png("eXIf", tiff), webp(tiff)}) {
      for (int length = 0; length < whole.length; length++) {
        int number = Exif.orientation(Arrays.copyOf(whole, length)).number();
        assertThat(number).as("first %d bytes", length).isIn(1, 6);
      }
    }
    assertThat(Exif.orientation(png("tEXt", tiff)).number()).isEqualTo(1);
    assertThat(Exif.orientation(new byte[100]).number()).isEqualTo(1);
  }

  /** Each nests or repeats what a reader of all metadata would follow, and none is looked into. */
  @Test
  void whatLiesBesideThePixelsCostsNothing() throws IOException {
    String nested = "XML:com.adobe.xmp\0\0\0\0\0" + "<rdf:li>".repeat(100_000);
    byte[] deep = nested.getBytes(StandardCharsets.US_ASCII);
    byte[] round = tiff(ByteOrder.BIG_ENDIAN, 6);
    ByteBuffer.wrap(round).putInt(round.length - 4, 8); // the next directory is this one
    byte[] picture = png("iTXt", deep);
    Preparation how = Preparation.usual(28, 28, 0);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(new PictureReader().read(picture, "deep", how).pixels().length).isEqualTo(784);
          assertThat(Exif.orientation(round).number()).isEqualTo(6);
        });
  }

  /** A TIFF file with a width, an orientation and no pixels. */
  private static byte[] tiff(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
    tiff.put(
        (order == ByteOrder.BIG_ENDIAN ? "MM\0*" : "II*\0").getBytes(StandardCharsets.US_ASCII));
    tiff.putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x100)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 9)
        .putShort((short) 0);
    tiff.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return tiff.array();
  }

  private static byte[] segment(byte[] data) {
    int length = data.length + 2;
    return joined(bytes(0xff, 0xe1, length >> 8, length), data);
  }

  /** A whole picture with one chunk more, before its pixels. */
  private static byte[] png(String type, byte[] data) throws IOException {
    byte[] whole = Pictures.encoded(Pictures.grey(new byte[784], 28, 28), "png");
    CRC32 check = new CRC32();
    byte[] named = joined(type.getBytes(StandardCharsets.US_ASCII), data);
    check.update(named);
    byte[] length = ByteBuffer.allocate(4).putInt(data.length).array();
    byte[] sum = ByteBuffer.allocate(4).putInt((int) check.getValue()).array();
    int head = 8 + 25; // signature, IHDR
    byte[] rest = Arrays.copyOfRange(whole, head, whole.length);
    return joined(Arrays.copyOf(whole, head), length, named, sum, rest);
  }

  private static byte[] webp(byte[] tiff) {
    byte[] odd = joined(chunk("VP8X", new byte[9]), bytes(0), chunk("EXIF", tiff));
    return joined(chunk("RIFF", joined("WEBP".getBytes(StandardCharsets.US_ASCII), odd)));
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(data.length).array();
    return joined(type.getBytes(StandardCharsets.US_ASCII), length, data);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
