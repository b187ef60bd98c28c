package io.github.softmaxregression.spark;

import io.github.softmaxregression.data.FashionClass;
import io.github.softmaxregression.data.IdxFile;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.picture.Preparation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Reads images and labels in IDX files; each partition skips to its own stretch of them. */
final class IdxImages {
  private static final long IMAGES_PER_PARTITION = 10_000;
  private static final int FASHION_SIDE = 28;

  private IdxImages() {}

  /** Tells whether a folder has IDX files. */
  static boolean isThere(HadoopFiles files, String folder) throws IOException {
    return files.names(folder).stream()
        .anyMatch(name -> name.matches("(train|t10k)-images-idx3-ubyte(\\.gz)?"));
  }

  /**
   * Reads the images of a folder.
   *
   * @param classNames as they were given, or null
   */
  static ImageTable read(SparkSession spark, String folder, Split split, List<String> classNames)
      throws IOException {
    HadoopFiles files = HadoopFiles.of(spark);
    String prefix = split == Split.TRAIN ? "train" : "t10k";
    String images = file(files, folder, prefix + "-images-idx3-ubyte");
    String labels = file(files, folder, prefix + "-labels-idx1-ubyte");
    int[] shape = shape(files, images, 3); // [n, height, width]
    int count = shape(files, labels, 1)[0];
    if (count != shape[0]) {
      throw new InvalidFileException(
          labels,
          count + " labels",
          shape[0] + " as there are images in " + images,
          "take both files from the same copy of the data set");
    }
    int size = shape[1] * shape[2];
    var configuration =
        spark
            .sparkContext()
            .broadcast(
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()),
                scala.reflect.ClassTag$.MODULE$.apply(SerializableConfiguration.class));
    int partitions =
        (int)
            Math.max(
                spark.sparkContext().defaultParallelism(),
                (count + IMAGES_PER_PARTITION - 1) / IMAGES_PER_PARTITION);
    Dataset<Long> all = spark.range(0, count, 1, partitions);
    Dataset<Row> rows =
        all.mapPartitions(
            (MapPartitionsFunction<Long, Row>)
                indices ->
                    new IdxRows(
                        new HadoopFiles(configuration.value().value()),
                        images,
                        labels,
                        size,
                        indices),
            ImageTable.encoder());
    Preparation like = Preparation.usual(shape[1], shape[2], 0);
    return new ImageTable(all, rows, names(files, folder, classNames, shape), like);
  }

  private static String file(HadoopFiles files, String folder, String name) throws IOException {
    return files
        .existing(folder, name)
        .orElseThrow(
            () ->
                new InvalidFileException(
                    folder,
                    "no " + name + ", plain or .gz",
                    "it beside the others",
                    "copy it there"));
  }

  private static int[] shape(HadoopFiles files, String file, int dimensions) throws IOException {
    try (InputStream in = IdxFile.unpacked(files.open(file))) {
      return IdxFile.readShape(file, in, dimensions);
    }
  }

  private static List<String> names(
      HadoopFiles files, String folder, List<String> given, int[] shape) throws IOException {
    if (given != null) {
      return given;
    }
    if (files.existing(folder, "class-names.txt").isPresent()) {
      return ImageOptions.classNames(files, folder + "/class-names.txt");
    }
    return shape[1] == FASHION_SIDE && shape[2] == FASHION_SIDE ? FashionClass.names() : List.of();
  }

  /** Iterates over the images of consecutive indices, reading as they are asked for. */
  private static final class IdxRows implements Iterator<Row> {
    private final HadoopFiles files;
    private final String imagesFile;
    private final String labelsFile;
    private final int size;
    private final Iterator<Long> indices;
    private InputStream images;
    private InputStream labels;

    IdxRows(
        HadoopFiles files, String imagesFile, String labelsFile, int size, Iterator<Long> indices) {
      this.files = files;
      this.imagesFile = imagesFile;
      this.labelsFile = labelsFile;
      this.size = size;
      this.indices = indices;
    }

    @Override
    public boolean hasNext() {
      boolean more = indices.hasNext();
      if (!more) {
        close();
      }
      return more;
    }

    @Override
    public Row next() {
      long index = indices.next();
      try {
        if (images == null) {
          images = opened(imagesFile, 3, index * size);
          labels = opened(labelsFile, 1, index);
        }
        byte[] pixels = images.readNBytes(size);
        int label = labels.read();
        if (pixels.length < size || label < 0) {
          throw new EOFException(imagesFile + ": ends before image " + index);
        }
        return ImageTable.image(String.valueOf(index), label, pixels);
      } catch (IOException e) {
        close();
        throw new UncheckedIOException(e);
      }
    }

    /** Opens a file behind its header and so many bytes more. */
    private InputStream opened(String file, int dimensions, long skipped) throws IOException {
      InputStream in = IdxFile.unpacked(files.open(file));
      IdxFile.readShape(file, in, dimensions);
      in.skipNBytes(skipped);
      return in;
    }

    private void close() {
      for (InputStream each : new InputStream[] {images, labels}) {
        if (each != null) {
          try {
            each.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
      images = null;
      labels = null;
    }
  }
}
