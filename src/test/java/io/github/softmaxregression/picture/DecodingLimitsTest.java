package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.data.InvalidFileException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files that would cost much: each without these limits took seconds, or gigabytes. */
@Timeout(60)
class DecodingLimitsTest {
  private static byte[] pixels(byte[] content) throws IOException {
    Preparation how = new Preparation(Invert.NO, Crop.NO, 28, 28, 0);
    return new PictureReader().read(content, "p", how).pixels();
  }

  private static void refused(byte[] content, String found) {
    assertThatThrownBy(() -> pixels(content))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("p: found " + found);
  }

  private static byte[] progressive(int side) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var settings = writer.getDefaultWriteParam();
    settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      var picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The same scan again and again, each of which goes over all of the picture. */
  private static byte[] repeated(byte[] jpeg, int times) {
    List<Integer> scans = new ArrayList<>();
    FileParts.visit(
        jpeg, (kind, from, to) -> kind != FileParts.START_OF_SCAN || scans.add(from - 4));
    int end = jpeg.length - 2;
    int last = scans.get(scans.size() - 1);
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + times * (end - last));
    all.put(jpeg, 0, end);
    for (int i = 0; i < times; i++) {
      all.put(jpeg, last, end - last);
    }
    return all.put(jpeg, end, 2).array();
  }

  @ParameterizedTest
  @CsvSource({"64, 50000", "1000, 500", "4000, 95"})
  void scansAreLimited(int side, int times) throws IOException {
    byte[] jpeg = progressive(side);
    assertThat(pixels(repeated(jpeg, 3))).isEqualTo(pixels(jpeg));
    refused(repeated(jpeg, times), "a JPEG of ");
  }

  @Test
  void tablesAreLimited() throws IOException {
    byte[] jpeg = progressive(64);
    int[] table = new int[2];
    FileParts.visit(
        jpeg,
        (kind, from, to) -> {
          if (kind == 0xdb) {
            table[0] = from - 4;
            table[1] = to;
          }
          return table[1] == 0;
        });
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(jpeg, 0, table[0]);
    for (int i = 0; i < 2000; i++) {
      many.write(jpeg, table[0], table[1] - table[0]);
    }
    many.write(jpeg, table[0], jpeg.length - table[0]);
    refused(many.toByteArray(), "a JPEG of 2,0");
  }

  @Test
  void tilesAreLimited() throws IOException {
    refused(hostile("tiff_tile_2g.tif"), "a TIFF with tiles of 2000000000 x 16 pixels");
  }

  private static byte[] hostile(String name) throws IOException {
    try (var in = DecodingLimitsTest.class.getResourceAsStream("/cases/hostile/" + name)) {
      return in.readAllBytes();
    }
  }

  /** Texts are never unpacked nor parsed. */
  @Test
  void whatLiesBesideThePixelsCostsNothing() throws IOException {
    assertThat(pixels(hostile("xmp_n100.png"))).hasSize(784);
    byte[] png = Pictures.encoded(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png");
    Deflater deflater = new Deflater(9);
    byte[] packed = new byte[1 << 20];
    deflater.setInput(new byte[100 << 20]);
    deflater.finish();
    int length = deflater.deflate(packed);
    assertThat(deflater.finished()).isTrue();
    byte[] text = ByteBuffer.allocate(length + 3).put((byte) 97).array();
    System.arraycopy(packed, 0, text, 3, length);
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.write(png, 0, 33);
    for (String kind : new String[] {"zTXt", "iCCP", "iTXt", "zTXt"}) {
      more.writeBytes(chunk(kind, text));
    }
    for (int i = 0; i < 200_000; i++) {
      more.writeBytes(chunk("IDAT", new byte[0]));
    }
    more.write(png, 33, png.length - 33);
    assertThat(pixels(more.toByteArray())).isEqualTo(pixels(png));
  }

  private static byte[] chunk(String kind, byte[] data) {
    byte[] typed = ByteBuffer.allocate(4 + data.length).put(kind.getBytes()).put(data).array();
    CRC32 checksum = new CRC32();
    checksum.update(typed);
    return ByteBuffer.allocate(typed.length + 8)
        .putInt(data.length)
        .put(typed)
        .putInt((int) checksum.getValue())
        .array();
  }

  /** Each of the last codes stands for some four thousand pixels. */
  @Test
  void codesOfAGifAreFollowedToTheLastPixel() throws IOException {
    byte[] gif = gif(1000, 3_000_000);
    assertThat(gif.length).isGreaterThan(4_000_000);
    assertThat(GifFrame.first(gif).length).isLessThan(10_000);
    assertThat(pixels(gif)).hasSize(784);
    refused(gif(4000, 0), "a damaged picture (it ends early)");
  }

  private static byte[] gif(int side, int more) {
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    long bits = 0;
    int buffered = 0;
    int size = 3;
    int next = 6;
    for (int i = -2; i < 4090 + more; i++) {
      int code = i == -2 ? 4 : i == -1 ? 0 : Math.min(6 + i, 4095);
      bits |= (long) code << buffered;
      buffered += size;
      for (; buffered >= 8; buffered -= 8) {
        codes.write((int) bits);
        bits >>>= 8;
      }
      if (i >= 0 && next < 4096) {
        next++;
        size += next == 1 << size && size < 12 ? 1 : 0;
      }
    }
    byte[] all = codes.toByteArray();
    ByteBuffer gif = ByteBuffer.allocate(100 + all.length + all.length / 200);
    gif.order(ByteOrder.LITTLE_ENDIAN).put("GIF89a".getBytes());
    gif.putShort((short) side).putShort((short) side).put(new byte[] {(byte) 0x80, 0, 0});
    gif.put(new byte[] {0, 0, 0, -1, -1, -1}).put((byte) 0x2c).putInt(0);
    gif.putShort((short) side).putShort((short) side).put((byte) 0).put((byte) 2);
    for (int i = 0; i < all.length; i += 255) {
      int length = Math.min(255, all.length - i);
      gif.put((byte) length).put(all, i, length);
    }
    gif.put((byte) 0).put((byte) 0x3b);
    return Arrays.copyOf(gif.array(), gif.position());
  }

  @Test
  void aFrameIsNoLargerThanItsCanvas() throws IOException {
    for (String name : new String[] {"lossy.webp", "lossless.webp"}) {
      byte[] plain = Pictures.resource(name);
      ByteBuffer webp = ByteBuffer.allocate(plain.length + 18).order(ByteOrder.LITTLE_ENDIAN);
      webp.put(plain, 0, 12).put("VP8X".getBytes()).putInt(10).put(new byte[10]);
      webp.put(plain, 12, plain.length - 12).putInt(4, webp.capacity() - 8);
      refused(webp.array(), "a WebP with a frame that is larger than its canvas");
    }
  }

  @Test
  void sidesAreLimited() throws IOException {
    byte[] png =
        Pictures.encoded(new BufferedImage(1, 200_000, BufferedImage.TYPE_BYTE_GRAY), "png");
    refused(png, "a picture of 1 x 200000 pixels, expected sides of at most 100,000");
  }
}
