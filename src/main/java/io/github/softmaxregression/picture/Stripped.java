package io.github.softmaxregression.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Takes from a picture's file what its first picture's pixels need, and nothing else: no decoder
 * sees texts, thumbnails, other frames or colour profiles, which brightness hardly depends on. What
 * ends early ends early still.
 */
final class Stripped {
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final byte[] JFIF = ascii("JFIF\0");
  private static final byte[] ADOBE = ascii("Adobe");

  private static final int IDAT = FileParts.letters("IDAT");
  private static final int IEND = FileParts.letters("IEND");
  private static final int IEND_CRC = 0xae426082;
  private static final Set<Integer> PNG_HEADERS = kinds("IHDR", "PLTE", "tRNS");

  private static final int VP8X = FileParts.letters("VP8X");
  private static final int ANMF = FileParts.letters("ANMF");
  private static final Set<Integer> WEBP = kinds("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF");
  private static final int ALPHA_AND_ANIMATION = 0x12; // of the flags in VP8X

  private final byte[] content;
  private final ByteArrayOutputStream out;
  private int scans = -1; // where the first scan of a JPEG begins

  private Stripped(byte[] content) {
    this.content = content;
    this.out = new ByteArrayOutputStream();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Set<Integer> kinds(String... letters) {
    return Stream.of(letters).map(FileParts::letters).collect(Collectors.toSet());
  }

  /** Returns a file of the same picture. */
  static byte[] of(byte[] content) {
    Stripped stripped = new Stripped(content);
    if (FileParts.isJpeg(content)) {
      return stripped.jpeg();
    }
    if (FileParts.isPng(content)) {
      return stripped.png();
    }
    if (FileParts.isWebp(content)) {
      return stripped.webp();
    }
    FileFormat format = FileFormat.of(content);
    if (format == FileFormat.GIF) {
      return GifFrame.first(content);
    }
    if (format == FileFormat.BMP) {
      return withLength(content);
    }
    return format == FileFormat.TIFF ? TiffDirectory.stripped(content) : content;
  }

  private byte[] jpeg() {
    out.writeBytes(new byte[] {(byte) FileParts.MARKER, (byte) FileParts.START_OF_IMAGE});
    int[] end = {content.length};
    FileParts.visit(
        content,
        (kind, from, to) -> {
          if (kind == FileParts.START_OF_SCAN && scans < 0) {
            scans = from - 4;
          }
          if (scans < 0 && isNeeded(kind, from, to)) {
            out.write(content, from - 4, to - from + 4);
          }
          end[0] = kind == FileParts.END_OF_IMAGE ? from - 2 : content.length;
          return true;
        });
    int from = scans < 0 ? end[0] : scans;
    byte[] head = out.toByteArray();
    return ByteBuffer.allocate(head.length + end[0] - from + 2)
        .put(head)
        .put(content, from, end[0] - from)
        .put((byte) FileParts.MARKER)
        .put((byte) FileParts.END_OF_IMAGE)
        .array();
  }

  /** Keeps frames and tables, and what says which colours the components are. */
  private boolean isNeeded(int kind, int from, int to) {
    boolean colours =
        kind == APP0 && begins(from, to, JFIF) || kind == APP14 && begins(from, to, ADOBE);
    boolean tables = kind >= 0xc0 && kind <= 0xcf || kind > FileParts.START_OF_SCAN && kind < APP0;
    return from <= to && (colours || tables);
  }

  private boolean begins(int from, int to, byte[] name) {
    int end = Math.min(to, from + name.length);
    return Arrays.equals(content, from, end, name, 0, name.length);
  }

  /** Joins the data, which any number of chunks may hold. */
  private byte[] png() {
    long[] length = {0};
    out.write(content, 0, Long.BYTES);
    FileParts.visit(
        content,
        (kind, from, to) -> {
          length[0] += kind == IDAT ? to - from : 0;
          if (PNG_HEADERS.contains(kind) && length[0] == 0) {
            out.write(content, from - 8, Math.min(content.length, to + 4) - from + 8);
          }
          return true;
        });
    byte[] head = out.toByteArray();
    int data = (int) length[0];
    ByteBuffer png = ByteBuffer.allocate(head.length + data + 24).put(head).putInt(data);
    png.putInt(IDAT);
    FileParts.visit(
        content,
        (kind, from, to) -> {
          png.put(content, from, kind == IDAT ? to - from : 0);
          return true;
        });
    CRC32 checksum = new CRC32();
    checksum.update(png.array(), head.length + 4, data + 4);
    return png.putInt((int) checksum.getValue()).putInt(0).putInt(IEND).putInt(IEND_CRC).array();
  }

  private byte[] webp() {
    out.write(content, 0, 12);
    FileParts.visit(
        content,
        (kind, from, to) -> {
          if (WEBP.contains(kind)) {
            out.write(content, from - 8, to - from + 8);
            out.write(new byte[1], 0, (to - from) % 2);
          }
          return kind != ANMF; // more frames follow
        });
    byte[] webp = out.toByteArray();
    ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(4, webp.length - 8);
    if (webp.length > 20 && ByteBuffer.wrap(webp).getInt(12) == VP8X) {
      webp[20] &= ALPHA_AND_ANIMATION;
    }
    return webp;
  }

  /** Says how long a BMP is, which many programs leave at 0. */
  private static byte[] withLength(byte[] content) {
    ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    byte[] bmp = header.getInt(2) == content.length ? content : content.clone();
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(2, bmp.length);
    return bmp;
  }
}
