package io.github.softmaxregression.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Tells pictures from other files by how they begin, whatever they are called. */
enum FileFormat {
  PNG("89504e470d0a1a0a", true),
  JPEG("ffd8ff", true),
  GIF("47494638", true), // GIF8
  BMP("424d.{24}(0c|10|28|34|38|40|6c|7c)000000", true), // BM, and the length of a header
  TIFF("49492a00|4d4d002a|49492b00|4d4d002b", true), // the last two: BigTIFF
  WEBP("52494646.{8}57454250", true),
  HEIC(".{8}66747970(68656963|68656978|68657663|6d696631|6d736631)", false), // ftyp, brands
  AVIF(".{8}6674797061766966", false),
  JPEG_XL("ff0a|0000000c4a584c20", false),
  PDF("25504446", false);

  private static final Pattern ENDING =
      Pattern.compile(
          ".+\\.(png|jpe?g|jfif|jpe|gif|bmp|dib|tiff?|webp)(\\?.*)?", Pattern.CASE_INSENSITIVE);

  private static final List<FileFormat> ALL = List.of(values());

  private final Pattern start;
  private final boolean read;

  FileFormat(String start, boolean read) {
    this.start = Pattern.compile("(?:" + start + ")");
    this.read = read;
  }

  /** Tells what begins so; null if it is none of these. */
  static FileFormat of(byte[] content) {
    String digits = HexFormat.of().formatHex(content, 0, Math.min(content.length, 18));
    for (FileFormat each : ALL) {
      if (each.start.matcher(digits).lookingAt()) {
        return each;
      }
    }
    return null;
  }

  /** Tells whether this program reads it. */
  boolean isRead() {
    return read;
  }

  /** Reads as many bytes of a file's begin as are needed to tell what it is. */
  static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(DrawnHere.END);
    } catch (IOException e) {
      throw named(e, file);
    }
  }

  /** Lets an error of the disk name the file, as those of the file system do. */
  static IOException named(IOException error, Path file) {
    return error instanceof FileSystemException
        ? error
        : new IOException(file + ": " + error.getMessage(), error);
  }

  /** Tells whether a file's name promises a picture. */
  static boolean isPromised(Path file) {
    return ENDING.matcher(file.getFileName().toString()).matches();
  }
}
