package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.InvalidFileException;

/** Refuses files whose decoding takes far longer, or more memory, than their pixels do. */
final class DecodingLimits {
  /** Limits a JPEG's scans: encoders make some ten. */
  private static final int MOST_SCANS = 100;

  /** Limits pixels times scans: a thousand million take a second. */
  private static final long MOST_PASSES = 1_000_000_000;

  /** Limits a JPEG's tables: each scan may have some. */
  private static final int MOST_TABLES = 1000;

  /** Limits a TIFF's strips and tiles: each is decoded by itself. */
  private static final int MOST_PARTS = 20_000;

  /** Limits what a tile may be larger than its picture, in pixels of each side. */
  private static final int ROUNDING = 1024;

  private static final int VP8 = FileParts.letters("VP8 ");
  private static final int VP8L = FileParts.letters("VP8L");
  private static final int VP8X = FileParts.letters("VP8X");
  private static final int ANMF = FileParts.letters("ANMF");
  private static final int FRAME_HEADER = 16;

  private static final int MOST_SAMPLES = 8; // of a pixel
  private static final int JPEG = 7;
  private static final int OLD_JPEG = 6;

  private final byte[] content;
  private final Object name;

  private DecodingLimits(byte[] content, Object name) {
    this.content = content;
    this.name = name;
  }

  /** Checks a file that messages call by a name, and what was seen of it if it is a JPEG. */
  static void require(byte[] content, JpegScans jpeg, Object name) throws InvalidFileException {
    DecodingLimits limits = new DecodingLimits(content, name);
    if (FileParts.isJpeg(content)) {
      limits.requireJpeg(jpeg);
    } else if (FileParts.isWebp(content)) {
      limits.requireWebp();
    } else if (TiffDirectory.isTiff(content, 0)) {
      limits.requireTiff();
    }
  }

  /** A frame says its own size, by which memory is taken before it is compared with the canvas. */
  private void requireWebp() throws InvalidFileException {
    long[] canvas = {Long.MAX_VALUE};
    long[] largest = {0};
    FileParts.Visitor frames =
        (kind, from, to) -> {
          if (kind == VP8 && from + 10 <= to) {
            largest[0] = Math.max(largest[0], product(little(from + 6, 2), little(from + 8, 2)));
          } else if (kind == VP8L && from + 5 <= to) {
            int bits = little(from + 1, 4);
            largest[0] = Math.max(largest[0], product(bits + 1, (bits >>> 14) + 1));
          }
          return true;
        };
    FileParts.visit(
        content,
        (kind, from, to) -> {
          if (kind == VP8X && from + 10 <= to) {
            canvas[0] = (long) (little(from + 4, 3) + 1) * (little(from + 7, 3) + 1);
          } else if (kind == ANMF) {
            FileParts.visitChunks(content, from + FRAME_HEADER, to, frames);
            return false; // others are not decoded
          }
          return frames.visit(kind, from, to);
        });
    if (largest[0] > canvas[0]) {
      refuse("a WebP with a frame that is larger than its canvas", "a sound one");
    }
  }

  /** Multiplies numbers of 14 bits; what is above them is of other meaning. */
  private static long product(int width, int height) {
    return (long) (width & 0x3fff) * (height & 0x3fff);
  }

  private int little(int from, int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (content[from + i] & 0xff) << 8 * i;
    }
    return number;
  }

  private void refuse(String found, String expected) throws InvalidFileException {
    throw new InvalidFileException(name, found, expected, "save it anew, as PNG for example");
  }

  private void requireJpeg(JpegScans jpeg) throws InvalidFileException {
    if (jpeg.scans() > MOST_SCANS || jpeg.scans() * jpeg.pixels() > MOST_PASSES) {
      refuse("a JPEG of %,d scans".formatted(jpeg.scans()), "at most 100, fewer in large pictures");
    }
    if (jpeg.tables() > MOST_TABLES) {
      refuse("a JPEG of %,d tables".formatted(jpeg.tables()), "at most 1,000");
    }
  }

  private void requireTiff() throws InvalidFileException {
    try {
      TiffDirectory directory = TiffDirectory.of(content, 0, content.length);
      long width = directory.number(TiffDirectory.WIDTH, 0);
      long height = directory.number(TiffDirectory.HEIGHT, 0);
      long samples = directory.number(TiffDirectory.SAMPLES_PER_PIXEL, 1);
      if (samples > MOST_SAMPLES) {
        refuse("a TIFF of %d samples a pixel".formatted(samples), "at most " + MOST_SAMPLES);
      }
      boolean tiled = directory.count(TiffDirectory.TILE_WIDTH) > 0;
      long rows = Math.max(1, directory.number(TiffDirectory.ROWS_PER_STRIP, height));
      long partHeight = tiled ? directory.number(TiffDirectory.TILE_HEIGHT, 1) : rows;
      long partWidth = tiled ? directory.number(TiffDirectory.TILE_WIDTH, 1) : width;
      if (tiled && (partWidth > width + ROUNDING || partHeight > height + ROUNDING)) {
        String found = "a TIFF with tiles of %d x %d pixels".formatted(partWidth, partHeight);
        refuse(found, "less than that in a picture of %d x %d".formatted(width, height));
      }
      long across = ceil(width, partWidth);
      long parts = across * ceil(height, partHeight);
      long planes = directory.number(TiffDirectory.PLANES, 1) == 2 ? samples : 1;
      if (across > MOST_PARTS || parts * planes > MOST_PARTS || directory.hasLongEntries()) {
        refuse("a TIFF of very many parts", "at most %,d strips or tiles".formatted(MOST_PARTS));
      }
      long compression = directory.number(TiffDirectory.COMPRESSION, 1);
      if (compression == JPEG || compression == OLD_JPEG) {
        requireJpegParts(directory, tiled, partWidth, Math.min(partHeight, height));
      }
    } catch (IndexOutOfBoundsException e) { // a reader tells what is broken
      return;
    }
  }

  private static long ceil(long size, long part) {
    return (size + part - 1) / Math.max(1, part);
  }

  /** Each strip or tile is a JPEG of its own, which may be of any size and of many scans. */
  private void requireJpegParts(TiffDirectory directory, boolean tiled, long width, long height)
      throws InvalidFileException {
    int tag = tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS;
    long passes = 0;
    for (int i = 0; i < directory.count(tag); i++) {
      JpegScans jpeg = JpegScans.of(content, directory.element(tag, i));
      passes += Math.max(1, jpeg.scans()) * jpeg.pixels();
      if (jpeg.pixels() > (width + ROUNDING) * (height + ROUNDING)) {
        refuse("a TIFF with JPEGs that are larger than its parts", "sound ones");
      }
      requireJpeg(jpeg);
    }
    if (directory.count(TiffDirectory.OLD_JPEG) > 0) {
      requireJpeg(JpegScans.of(content, directory.element(TiffDirectory.OLD_JPEG, 0)));
    }
    if (passes > MOST_PASSES) {
      refuse("a TIFF with JPEGs of many scans", "fewer");
    }
  }
}
