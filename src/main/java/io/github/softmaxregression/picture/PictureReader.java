package io.github.softmaxregression.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import io.github.softmaxregression.data.InvalidFileException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads pictures that anybody may have made: PNG, JPEG, GIF, BMP, TIFF and WebP, by Java code
 * alone. A picture's size is looked at before its pixels are decoded. Of several pictures in one
 * file, as in an animated GIF, the first is read. Safe for use by several threads.
 */
public final class PictureReader {
  /** More pixels than most cameras make. */
  public static final long MOST_PIXELS = 60_000_000;

  private static final List<String> FORMATS = List.of("png", "jpeg", "gif", "bmp", "tiff", "webp");

  private static final Pattern PICTURE =
      Pattern.compile(".+\\.(png|jpe?g|gif|bmp|tiff?|webp)", Pattern.CASE_INSENSITIVE);

  /** What readers say of files that end too early, and show nevertheless. */
  private static final Pattern BROKEN =
      Pattern.compile("truncated|premature|corrupt|missing|end of", Pattern.CASE_INSENSITIVE);

  /** Of several readers of a format, whose order is any: TwelveMonkeys' before the JDK's. */
  private static final String FIRST_CHOICE = "com.twelvemonkeys.";

  private static final String SECOND_CHOICE = "com.sun.imageio.";

  private static final int LARGEST_SAMPLE = 16;

  /** Bytes of a file or stream; more are not read. */
  private static final int MOST_BYTES = 256 << 20;

  private final long mostPixels;

  /** A reader of pictures of any usual size. */
  public PictureReader() {
    this(MOST_PIXELS);
  }

  /**
   * A reader that refuses larger pictures.
   *
   * @param mostPixels height times width
   */
  public PictureReader(long mostPixels) {
    this.mostPixels = mostPixels;
  }

  /** Whether a file's name ends as that of a picture which can be read. */
  public static boolean isPicture(Path file) {
    return PICTURE.matcher(file.getFileName().toString()).matches();
  }

  /**
   * Reads a file and prepares its picture for a network.
   *
   * @param height rows that the network takes
   * @param width columns that the network takes
   * @throws InvalidFileException if it is no picture, or damaged, or too large
   * @throws IOException if the file cannot be read
   */
  public Picture read(Path file, Invert invert, int height, int width) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw invalid(
          file,
          Files.isDirectory(file)
              ? "a folder"
              : Files.exists(file) ? "something that is no file" : "no such file",
          "name a picture");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw tooManyBytes(file);
    }
    return read(Files.readAllBytes(file), file, invert, height, width);
  }

  /**
   * Reads a stream to its end and prepares its picture for a network.
   *
   * @param name what messages call it
   */
  public Picture read(InputStream in, Object name, Invert invert, int height, int width)
      throws IOException {
    byte[] content = in.readNBytes(MOST_BYTES + 1);
    if (content.length > MOST_BYTES) {
      throw tooManyBytes(name);
    }
    return read(content, name, invert, height, width);
  }

  /**
   * Prepares a picture in the form of a file's bytes for a network.
   *
   * @param name what messages call it
   * @throws InvalidFileException if it is no picture, or damaged, or too large
   */
  public Picture read(byte[] content, Object name, Invert invert, int height, int width)
      throws InvalidFileException {
    if (content.length == 0) {
      throw invalid(name, "an empty file", "copy it again");
    }
    if (isCutWebp(content)) { // its reader takes what is missing for zeros
      throw broken(name, "it ends early");
    }
    GreyPicture grey = GreyPicture.of(decode(content, name)).upright(orientation(content));
    return Picture.of(grey, invert, height, width);
  }

  /** A RIFF file, as WebP is one, says in its header how long it is. */
  private static boolean isCutWebp(byte[] content) {
    if (content.length < 12
        || !new String(content, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF")) {
      return false;
    }
    long rest =
        Integer.toUnsignedLong(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
    return rest + 8 > content.length;
  }

  private BufferedImage decode(byte[] content, Object name) throws InvalidFileException {
    ImageIO.setUseCache(false); // nothing touches the disk; here, since it loads all of ImageIO
    try (ImageInputStream in = new PictureStream(content)) {
      ImageReader reader = readerOf(in);
      if (reader == null) {
        throw invalid(name, "no picture that is known", "convert it to PNG");
      }
      try {
        return decode(reader, in, name);
      } finally {
        reader.dispose();
      }
    } catch (InvalidFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // whatever a reader makes of broken data
      throw broken(name, e instanceof IOException ? e.getMessage() : null);
    }
  }

  private static ImageReader readerOf(ImageInputStream in) throws IOException {
    ImageReader found = null;
    for (Iterator<ImageReader> all = ImageIO.getImageReaders(in); all.hasNext(); ) {
      ImageReader reader = all.next();
      String[] names = reader.getOriginatingProvider().getFormatNames();
      String maker = reader.getClass().getName();
      if (Arrays.stream(names).anyMatch(name -> FORMATS.contains(name.toLowerCase(Locale.ROOT)))
          && (maker.startsWith(FIRST_CHOICE) || maker.startsWith(SECOND_CHOICE) && found == null)) {
        found = reader;
      }
    }
    return found;
  }

  private BufferedImage decode(ImageReader reader, ImageInputStream in, Object name)
      throws IOException {
    reader.setInput(in, true, true);
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    String size = "a picture of %d x %d pixels".formatted(reader.getWidth(0), reader.getHeight(0));
    if (pixels > mostPixels) {
      throw new InvalidFileException(
          name,
          size,
          "at most %,d pixels".formatted(mostPixels),
          "make it smaller, or allow more with --max-pixels");
    }
    long bytes = pixels * bytesPerPixel(reader);
    if (bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new InvalidFileException(
          name,
          "%s, which take %,d MB".formatted(size, bytes >> 20),
          "less than half of Java's memory",
          "give it more, as in java -Xmx2g, or make the picture smaller");
    }
    String[] warning = {null};
    reader.addIIOReadWarningListener(
        (source, text) -> warning[0] = BROKEN.matcher(text).find() ? text : warning[0]);
    BufferedImage picture = reader.read(0);
    if (warning[0] != null) {
      throw broken(name, warning[0]);
    }
    for (int bits : picture.getSampleModel().getSampleSize()) {
      if (bits > LARGEST_SAMPLE) {
        throw invalid(name, "a picture with " + bits + " bits a sample", "convert it to 8 or 16");
      }
    }
    return picture;
  }

  /** Of the decoded picture, and what is made of it here. */
  private static long bytesPerPixel(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    int decoded = type == null ? 4 : (type.getColorModel().getPixelSize() + 7) / 8;
    return decoded + 4L;
  }

  /** How the camera was held, by EXIF's numbers; 1, upright, where nothing is said. */
  private static int orientation(byte[] content) {
    try {
      Metadata metadata =
          ImageMetadataReader.readMetadata(new ByteArrayInputStream(content), content.length);
      for (ExifIFD0Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
        Integer orientation = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        if (orientation != null) {
          return orientation;
        }
      }
    } catch (ImageProcessingException | IOException | RuntimeException e) {
      // The pixels could be read: a picture with broken notes is shown as it is.
    }
    return 1;
  }

  private static InvalidFileException broken(Object name, String why) {
    String detail = why == null || why.isBlank() ? "" : " (" + why.strip() + ")";
    return invalid(name, "a damaged picture" + detail, "copy it again");
  }

  private static InvalidFileException tooManyBytes(Object name) {
    return invalid(name, "more than %,d bytes".formatted(MOST_BYTES), "make it smaller");
  }

  private static InvalidFileException invalid(Object name, String found, String nextStep) {
    return new InvalidFileException(
        name, found, "a PNG, JPEG, GIF, BMP, TIFF or WebP picture", nextStep);
  }
}
