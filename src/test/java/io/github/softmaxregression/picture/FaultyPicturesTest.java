package io.github.softmaxregression.picture;

import static io.github.softmaxregression.Pictures.encoded;
import static io.github.softmaxregression.Pictures.faulty;
import static io.github.softmaxregression.Pictures.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.InvalidFileException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures with faults that cost no pixel are read, others refused. */
class FaultyPicturesTest {
  private static final Preparation AS_IT_IS = new Preparation(Invert.NO, Crop.NO, 64, 64, 0);

  private static byte[] pixels(byte[] content) throws IOException {
    return new PictureReader().read(content, "p", AS_IT_IS).pixels();
  }

  private static byte[] good() throws IOException {
    return faulty("good.jpg");
  }

  /** Pillow decodes them by libjpeg-turbo and libtiff, or by itself. */
  @ParameterizedTest
  @CsvSource({
    "good.jpg, good",
    "jpeg-icc-no-signature.jpg, jpeg-icc-no-signature",
    "jpeg-junk-before-eoi.jpg, jpeg-junk-before-eoi",
    "jpeg-junk-byte-before-dqt.jpg, jpeg-junk-byte-before-dqt",
    "jpeg-without-eoi.jpg, jpeg-without-eoi",
    "tif_no_stripbytecounts.tif, tif_no_stripbytecounts",
    "tif_no_photometric.tif, tif_no_stripbytecounts" // the same picture: 0 is black
  })
  void whatHasAllItsPixelsIsReadAsOthersReadIt(String name, String reference) throws IOException {
    byte[] expected = pixels(faulty("reference/" + reference + ".png"));
    byte[] found = pixels(faulty(name));
    for (int i = 0; i < found.length; i++) {
      int off = (found[i] & 0xff) - (expected[i] & 0xff);
      assertThat(Math.abs(off)).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void strayAndFillBytesBeforeAnySegmentCostNothing() throws IOException {
    byte[] good = good();
    List<Integer> markers = new ArrayList<>();
    FileParts.visit(good, (kind, from, to) -> markers.add(from - (kind == 0xd9 ? 2 : 4)));
    assertThat(markers).hasSizeGreaterThan(6);
    for (int marker : markers) {
      for (byte[] stray : new byte[][] {{0x11}, {0, 0}, {-1, -1, -1}, {0x5a, 0x11, -1, 0}}) {
        assertThat(pixels(inserted(good, marker, stray))).isEqualTo(pixels(good));
      }
    }
  }

  private static byte[] inserted(byte[] content, int at, byte... more) {
    return ByteBuffer.allocate(content.length + more.length)
        .put(content, 0, at)
        .put(more)
        .put(content, at, content.length - at)
        .array();
  }

  /** A progressive JPEG has many scans: cut between two of them, it is coarse, not grey. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJpegThatEndsEarlyIsRefusedWhereverItEnds(boolean progressive) throws IOException {
    byte[] whole = jpeg(progressive);
    List<Integer> scans = new ArrayList<>();
    FileParts.visit(whole, (kind, from, to) -> kind != 0xda || scans.add(from - 4));
    assertThat(scans.size() > 1).isEqualTo(progressive);
    assertThat(pixels(Arrays.copyOf(whole, whole.length - 2))).isEqualTo(pixels(whole));
    List<Integer> ends = new ArrayList<>(scans);
    Stream.of(.2, .5, .9, .97).forEach(share -> ends.add((int) (share * whole.length)));
    for (int end : ends) {
      byte[] cut = Arrays.copyOf(whole, end);
      byte[] zeros = Arrays.copyOf(cut, whole.length + 64); // never filled
      byte[] junk = inserted(cut, 2, (byte) 0x11);
      for (byte[] each : new byte[][] {cut, zeros, junk}) {
        assertThatThrownBy(() -> pixels(each))
            .isInstanceOf(InvalidFileException.class)
            .hasMessageContaining("damaged picture");
      }
    }
  }

  private static byte[] jpeg(boolean progressive) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var settings = writer.getDefaultWriteParam();
    settings.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      var picture = ImageIO.read(new ByteArrayInputStream(good()));
      writer.write(null, new IIOImage(picture, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Of other kinds, for other colours, cut off, and none at all. */
  static Stream<byte[]> profiles() {
    byte[] rgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    byte[] photoYcc = ICC_Profile.getInstance(ColorSpace.CS_PYCC).getData();
    Stream<byte[]> kinds =
        Stream.of("link", "abst", "nmcl", "spac").map(kind -> changed(rgb, 12, kind));
    Stream<byte[]> spaces =
        Stream.of("CMYK", "GRAY", "Lab ", "XYZ ").map(space -> changed(rgb, 16, space));
    byte[] unsigned = changed(rgb, 36, "\0\0\0\0");
    byte[] endless = changed(rgb, 0, "\177\0\0\0");
    Stream<byte[]> others =
        Stream.of(
            rgb, grey, photoYcc, unsigned, endless, Arrays.copyOf(rgb, 200), new byte[] {1, 2, 3});
    return Stream.of(kinds, spaces, others).flatMap(each -> each);
  }

  private static byte[] changed(byte[] profile, int at, String text) {
    byte[] changed = profile.clone();
    for (int i = 0; i < text.length(); i++) {
      changed[at + i] = (byte) text.charAt(i);
    }
    return changed;
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void noColourProfileChangesOrRefusesPixels(byte[] profile) throws IOException {
    byte[] good = good();
    byte[] jpeg = good;
    for (int at = 0; at < profile.length; at += 60_000) {
      byte[] part = Arrays.copyOfRange(profile, at, Math.min(profile.length, at + 60_000));
      ByteBuffer segment = ByteBuffer.allocate(part.length + 18);
      segment.putShort((short) 0xffe2).putShort((short) (part.length + 16));
      segment.put("ICC_PROFILE\0".getBytes()).put((byte) 1).put((byte) 1).put(part);
      jpeg = inserted(jpeg, 2, segment.array());
    }
    assertThat(pixels(jpeg)).isEqualTo(pixels(good));

    byte[] plain = resource("lossy.webp");
    ByteBuffer extended = ByteBuffer.allocate(18 + 8 + profile.length + profile.length % 2);
    extended.order(ByteOrder.LITTLE_ENDIAN).put("VP8X".getBytes()).putInt(10).put((byte) 0x20);
    BufferedImage size = ImageIO.read(new ByteArrayInputStream(plain));
    extended.position(12).putInt(size.getWidth() - 1).position(15).putInt(size.getHeight() - 1);
    extended.position(18).put("ICCP".getBytes()).putInt(profile.length).put(profile);
    byte[] webp = inserted(plain, 12, extended.array());
    ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(4, webp.length - 8);
    assertThat(pixels(webp)).isEqualTo(pixels(plain));

    byte[] tiff = tiff();
    assertThat(pixels(withProfile(tiff, profile))).isEqualTo(pixels(tiff));
  }

  /** A TIFF whose directory is the last thing in it, so that an entry can be added. */
  private static byte[] tiff() throws IOException {
    return encoded(ImageIO.read(new ByteArrayInputStream(good())), "tiff");
  }

  /** Gives the last entry's tag to a profile at the file's end. */
  private static byte[] withProfile(byte[] tiff, byte[] profile) {
    byte[] longer = inserted(tiff, tiff.length, profile);
    ByteBuffer all = ByteBuffer.wrap(longer);
    all.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int entries = all.getInt(4) + 2;
    int count = all.getShort(entries - 2);
    for (int i = 0; i < count; i++) {
      int tag = all.getShort(entries + 12 * i) & 0xffff;
      if (tag == 282) { // of the resolution, which is not needed
        all.position(entries + 12 * i).putShort((short) 34675).putShort((short) 7);
        all.putInt(profile.length).putInt(tiff.length);
      }
    }
    return longer;
  }

  /** Compression, interpretation, rows of a strip, bytes of a strip, resolution, planes. */
  @ParameterizedTest
  @ValueSource(ints = {259, 262, 278, 279, 282, 283, 284, 296})
  void aTiffWithoutATagThatCanBeGuessedIsRead(int tag) throws IOException {
    byte[] whole = faulty("tif_no_stripbytecounts.tif");
    byte[] less = whole.clone();
    TiffDirectory.of(less, 0, less.length).hide(each -> each == tag);
    assertThat(pixels(less)).isEqualTo(pixels(whole));
  }

  @Test
  void aTiffWithoutPixelsIsRefused() throws IOException {
    byte[] whole = faulty("tif_no_stripbytecounts.tif");
    byte[] far = whole.clone();
    TiffDirectory.of(far, 0, far.length).hide(each -> each == 273); // where strips begin
    assertThatThrownBy(() -> pixels(far)).isInstanceOf(InvalidFileException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255})
  void alphaThatIsZeroEverywhereInABmpIsNone(int alpha) throws IOException {
    byte[] bmp = faulty("bmp-v4-alpha-all-zero.bmp");
    ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
    int start = header.getInt(10);
    for (int i = start + 3; i < bmp.length; i += 4) {
      assertThat(bmp[i]).isZero();
      bmp[i] = (byte) alpha;
    }
    byte[] opaque = bmp.clone();
    for (int i = start + 3; i < bmp.length; i += 4) {
      opaque[i] = (byte) 255;
    }
    assertThat(pixels(bmp)).isEqualTo(pixels(opaque));
    header.putInt(2, 0); // the file's length, which some programs leave out
    assertThat(pixels(bmp)).isEqualTo(pixels(opaque));
    assertThatThrownBy(() -> pixels(Arrays.copyOf(bmp, bmp.length - 100)))
        .isInstanceOf(InvalidFileException.class);
  }

  /** One pixel that is seen is enough for alpha to count. */
  @Test
  void alphaThatIsSomewhereCounts() throws IOException {
    byte[] bmp = faulty("bmp-v4-alpha-all-zero.bmp");
    bmp[ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(10) + 3] = (byte) 255;
    assertThat(pixels(bmp)).isNotEqualTo(pixels(faulty("bmp-v4-alpha-all-zero.bmp")));
  }

  /** Whatever its tones, a thing is laid on what it stands out from. */
  @ParameterizedTest
  @ValueSource(ints = {0xff000000, 0xff303030, 0xffd0d0d0, 0xffffffff})
  void aCutOutStandsOutFromItsGround(int color) throws IOException {
    BufferedImage cutOut = new BufferedImage(120, 120, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 60 * 60; i++) {
      cutOut.setRGB(30 + i % 60, 30 + i / 60, color);
    }
    for (Crop crop : Crop.values()) {
      Preparation how = new Preparation(Invert.AUTO, crop, 28, 28, 0);
      byte[] seen = new PictureReader().read(encoded(cutOut, "png"), "p", how).pixels();
      assertThat(seen[14 * 28 + 14] & 0xff).isGreaterThan(180);
      assertThat(crop == Crop.NO ? seen[0] : 0).isZero();
    }
  }
}
