package io.github.softmaxregression.spark;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.picture.Crop;
import io.github.softmaxregression.picture.Invert;
import io.github.softmaxregression.picture.PictureReader;
import io.github.softmaxregression.picture.Preparation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Holds the options that choose the images of a job. */
final class ImageOptions {
  private static final int LARGEST_NAMES_FILE = 1 << 20;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "A folder with IDX files, with pictures in folders by class (or any pictures), or Parquet"
              + " with a column pixels (numbers 0 to 255, or bytes) or content (a picture file's"
              + " bytes), and label (a number or a name), wherever Hadoop reads.")
  private String path;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description = "Of data in two parts, train or test: that one.")
  private Split split;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Names of the classes, one on each line, in label order.")
  private String labels;

  @Option(
      names = "--invert",
      paramLabel = "WHEN",
      description = "Exchange bright and dark in pictures: auto, yes or no. Default: auto.")
  private Invert invert = Invert.AUTO;

  @Option(
      names = "--crop",
      paramLabel = "WHEN",
      description =
          "Cut out of pictures what they show: auto, yes or no. Default: as the model's zip says;"
              + " auto in training.")
  private Crop crop;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Pictures with more are not decoded. Default: ${DEFAULT-VALUE}.")
  private long mostPixels = PictureReader.MOST_PIXELS;

  String path() {
    return path;
  }

  /**
   * Reads the images as a table.
   *
   * @param usual the half that is read without --part
   * @param preparation how pictures become images, where no option says otherwise
   */
  ImageTable read(SparkSession spark, Split usual, Preparation preparation) throws IOException {
    HadoopFiles files = HadoopFiles.of(spark);
    boolean folder = files.required(path, "images").isDirectory();
    String location = files.qualified(path);
    List<String> names = labels == null ? null : classNames(files, labels);
    Split wanted = split == null ? usual : split;
    Crop when = crop == null ? preparation.crop() : crop;
    PictureDecoder decoder = new PictureDecoder(mostPixels, preparation.with(invert, when));
    if (folder && IdxImages.isThere(files, location)) {
      return IdxImages.read(spark, location, wanted, names);
    }
    if (!folder || ParquetImages.isThere(files, location)) {
      return ParquetImages.read(spark, location, names, decoder);
    }
    return PictureImages.read(spark, location, split, wanted, names, decoder);
  }

  /** Reads class names, one on each line. */
  static List<String> classNames(HadoopFiles files, String file) throws IOException {
    List<String> names =
        new String(
                files.bytes(file, "a name on each line", LARGEST_NAMES_FILE),
                StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (names.stream().distinct().count() < 2) {
      throw new InvalidFileException(
          file, names.size() + " names", "two or more, one on each line", "add them");
    }
    return names;
  }
}
