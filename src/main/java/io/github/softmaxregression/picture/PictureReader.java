package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.InvalidFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads pictures from anywhere: PNG, JPEG, GIF, BMP, TIFF and WebP, by Java code alone. Checks a
 * picture's size before it decodes its pixels. Takes the first of several pictures in one file, as
 * in an animated GIF. Safe for use by several threads.
 */
public final class PictureReader {
  /** Limits pixels, by default to more than most cameras make. */
  public static final long MOST_PIXELS = 60_000_000;

  private static final List<String> FORMATS = List.of("png", "jpeg", "gif", "bmp", "tiff", "webp");

  /** Limits how long a side is decoded in full where a thing is cut out. */
  private static final int ENOUGH = 1024;

  private static final int MOST_ROWS = 100_000;

  /** Is what a WebP's reader takes of memory for a pixel: measured. */
  private static final long WEBP_BYTES = 30;

  /** Limits the bytes that are read of a file or stream. */
  private static final int MOST_BYTES = 256 << 20;

  private final long mostPixels;
  private final String advice;

  /** Makes a reader of pictures of any usual size. */
  public PictureReader() {
    this(MOST_PIXELS);
  }

  /** Makes a reader that refuses larger pictures. */
  public PictureReader(long mostPixels) {
    this(mostPixels, "make it smaller");
  }

  /**
   * Makes a reader that refuses larger pictures, where more can be done about them.
   *
   * @param advice what can be done about one
   */
  public PictureReader(long mostPixels, String advice) {
    this.mostPixels = mostPixels;
    this.advice = advice;
  }

  /** Tells whether some bytes begin as those of a picture that can be read. */
  public static boolean isPicture(byte[] content) {
    FileFormat format = FileFormat.of(content);
    return format != null && format.isRead();
  }

  /** Reads a file and prepares its picture as {@link #read(byte[], Object, Preparation)}. */
  public Picture read(Path file, Preparation how) throws IOException {
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? "something that is no file" : "no such file";
      throw invalid(file, Files.isDirectory(file) ? "a folder" : found, "name a picture");
    }
    if (Files.size(file) > mostBytes()) {
      throw tooManyBytes(file);
    }
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFormat.named(e, file);
    }
    return read(content, file, how);
  }

  /** Reads a stream to its end and prepares its picture, which messages call by a name. */
  public Picture read(InputStream in, Object name, Preparation how) throws IOException {
    return read(in.readNBytes((int) mostBytes() + 1), name, how);
  }

  /**
   * Prepares a picture, in a file's bytes, for a network.
   *
   * @param name what messages call it
   * @throws InvalidFileException if it is no picture, or damaged, or too large
   * @throws NotEnoughMemoryException if it takes more than there is
   */
  public Picture read(byte[] content, Object name, Preparation how) throws IOException {
    if (content.length == 0) {
      throw invalid(name, "an empty file", "copy it again");
    }
    if (content.length > mostBytes()) {
      throw tooManyBytes(name);
    }
    JpegScans jpeg = JpegScans.of(content);
    if (isCutWebp(content) || jpeg.isCut()) { // their readers make up what is missing
      throw broken(name, "it ends early");
    }
    DecodingLimits.require(content, jpeg, name);
    try {
      BufferedImage decoded = decode(stripped(content, name), name, how);
      return Picture.of(decoded, Exif.orientation(content), how);
    } catch (OutOfMemoryError | StackOverflowError e) { // of this picture alone
      throw new NotEnoughMemoryException(name, e);
    }
  }

  private static byte[] stripped(byte[] content, Object name) throws InvalidFileException {
    try {
      return Stripped.of(content);
    } catch (IndexOutOfBoundsException e) {
      throw broken(name, "it ends early");
    }
  }

  /** Limits bytes to what leaves memory for a picture, of which copies are made. */
  private static long mostBytes() {
    return Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 8);
  }

  /** Compares a WebP's length with the one in its RIFF header. */
  private static boolean isCutWebp(byte[] content) {
    ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    return FileParts.isWebp(content)
        && Integer.toUnsignedLong(header.getInt(4)) + 8 > content.length;
  }

  private BufferedImage decode(byte[] content, Object name, Preparation how)
      throws InvalidFileException {
    ImageIO.setUseCache(false); // nothing touches the disk; here, since it loads all of ImageIO
    TimeLimit limit = new TimeLimit();
    try (ImageInputStream in = new PictureStream(content, limit)) {
      ImageReader reader = readerOf(in);
      if (reader == null) {
        FileFormat format = FileFormat.of(content);
        boolean known = format != null && !format.isRead();
        String found = known ? "a file in the format " + format : "no picture that is known";
        throw invalid(name, found, "convert it to PNG");
      }
      try {
        Remarks remarks = new Remarks();
        reader.addIIOReadWarningListener(remarks);
        reader.addIIOReadProgressListener(limit);
        BufferedImage picture = decode(reader, in, name, how);
        String late = "it takes more than " + TimeLimit.SECONDS + " s";
        String missing = limit.isOver() ? late : remarks.missing(content);
        if (missing != null) {
          throw broken(name, missing);
        }
        return picture;
      } finally {
        reader.dispose();
      }
    } catch (InvalidFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // of broken data, in many ways
      throw broken(name, e instanceof IOException ? e.getMessage() : null);
    }
  }

  /** Prefers TwelveMonkeys' readers of a format to the JDK's: their order is any. */
  private static ImageReader readerOf(ImageInputStream in) throws IOException {
    ImageReader found = null;
    for (Iterator<ImageReader> all = ImageIO.getImageReaders(in); all.hasNext(); ) {
      ImageReader reader = all.next();
      String[] names = reader.getOriginatingProvider().getFormatNames();
      String maker = reader.getClass().getName();
      if (Arrays.stream(names).anyMatch(name -> FORMATS.contains(name.toLowerCase(Locale.ROOT)))
          && (maker.startsWith("com.twelvemonkeys.")
              || maker.startsWith("com.sun.imageio.") && found == null)) {
        found = reader;
      }
    }
    return found;
  }

  private BufferedImage decode(
      ImageReader reader, ImageInputStream in, Object name, Preparation how) throws IOException {
    reader.setInput(in, true, true);
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    String size = "a picture of %d x %d pixels".formatted(reader.getWidth(0), reader.getHeight(0));
    if (pixels > mostPixels) {
      String expected = "at most %,d pixels".formatted(mostPixels);
      throw new InvalidFileException(name, size, expected, advice);
    }
    if (Math.max(reader.getWidth(0), reader.getHeight(0)) > MOST_ROWS) { // each costs by itself
      throw new InvalidFileException(name, size, "sides of at most 100,000", "make it smaller");
    }
    ImageReadParam sparse = reader.getDefaultReadParam();
    int step = how.crops(reader.getHeight(0), reader.getWidth(0)) ? step(reader) : 1;
    sparse.setSourceSubsampling(step, step, 0, 0);
    ImageTypeSpecifier type = reader.getRawImageType(0);
    int decoded = type == null ? 4 : (type.getColorModel().getPixelSize() + 7) / 8;
    boolean webp = reader.getFormatName().equalsIgnoreCase("webp"); // which is decoded in steps
    long bytes = pixels * (webp ? WEBP_BYTES : decoded + 4L); // 4 for what is made of it here
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      String found = "%s, which take %,d MB".formatted(size, bytes >> 20);
      String next = "give it more, as in java -Xmx2g, or make the picture smaller";
      throw new InvalidFileException(name, found, "less than half of Java's memory", next);
    }
    BufferedImage picture = reader.read(0, sparse);
    int bits = Arrays.stream(picture.getSampleModel().getSampleSize()).max().orElse(0);
    if (bits > 16) {
      throw invalid(name, "a picture with " + bits + " bits a sample", "convert it to 8 or 16");
    }
    boolean bmp = reader.getFormatName().equalsIgnoreCase("bmp");
    return bmp && PixelRows.isInvisible(picture) ? PixelRows.opaque(picture) : picture;
  }

  /** Leaves out pixels of large photographs, in which a thing is found in a smaller copy anyway. */
  private static int step(ImageReader reader) throws IOException {
    return Math.max(1, Math.max(reader.getHeight(0), reader.getWidth(0)) / ENOUGH);
  }

  private static InvalidFileException broken(Object name, String why) {
    String detail = why == null || why.isBlank() ? "" : " (" + why.strip() + ")";
    return invalid(name, "a damaged picture" + detail, "copy it again");
  }

  private static InvalidFileException tooManyBytes(Object name) {
    return invalid(name, "more than %,d bytes".formatted(mostBytes()), "make it smaller");
  }

  private static InvalidFileException invalid(Object name, String found, String nextStep) {
    return new InvalidFileException(
        name, found, "a PNG, JPEG, GIF, BMP, TIFF or WebP picture", nextStep);
  }
}
