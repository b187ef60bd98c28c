package io.github.softmaxregression.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import io.github.softmaxregression.backend.Causes;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.picture.Preparation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Reads images in Parquet: pixels as numbers or bytes, or picture files as bytes. */
final class ParquetImages {
  private static final List<String> PIXELS = List.of("pixels");
  private static final List<String> CONTENT = List.of("content", "image", "bytes");
  private static final List<String> IDS = List.of("id", "path");
  private static final List<String> LABELS = List.of("label", "class");
  private static final int WHITE = 255;

  private ParquetImages() {}

  /** Tells whether a folder has Parquet files. */
  static boolean isThere(HadoopFiles files, String folder) throws IOException {
    return files.names(folder).stream().anyMatch(name -> name.contains(".parquet"));
  }

  /**
   * Reads the images of a file or folder.
   *
   * @param given class names, or null: the labels that occur, sorted, where they are names
   */
  static ImageTable read(
      SparkSession spark, String path, List<String> given, PictureDecoder decoder)
      throws IOException {
    Dataset<Row> table;
    try {
      table = spark.read().parquet(path);
    } catch (Exception e) { // Scala does not declare what it throws
      throw new InvalidFileException(
          path,
          "nothing that can be read as Parquet (%s)".formatted(Causes.root(e).getMessage()),
          "IDX files, folders of pictures, or Parquet",
          "check the file");
    }
    String pixels = first(table, PIXELS);
    String content = first(table, CONTENT);
    if (pixels == null && content == null) {
      throw new InvalidFileException(
          path,
          "the columns " + String.join(", ", table.columns()),
          "pixels (numbers 0 to 255, or bytes) or content (a picture file's bytes)",
          "rename one");
    }
    String label = first(table, LABELS);
    boolean named = label != null && table.schema().apply(label).dataType() instanceof StringType;
    List<String> classNames = given;
    if (given == null) {
      classNames = named ? distinct(table, label) : List.of();
    }
    String data = pixels == null ? content : pixels;
    Dataset<Row> canonical =
        table.select(id(table), label(table, label, named), values(table, path, data));
    boolean encoded = pixels == null;
    List<String> names = classNames;
    int size = decoder.preparation().height() * decoder.preparation().width();
    Dataset<Row> rows =
        canonical.map(
            (MapFunction<Row, Row>)
                row -> {
                  String id = row.getString(0);
                  Integer known = row.isNullAt(1) ? null : label(row.get(1), names);
                  if (row.isNullAt(2)) {
                    return ImageTable.unreadable(id, known, id + ": found no pixels");
                  }
                  return encoded
                      ? decoder.decode(id, known, row.getAs(2))
                      : image(id, known, row.get(2), size);
                },
            ImageTable.encoder());
    Preparation like = decoder.preparation();
    if (!encoded) {
      like = Preparation.usual(like.height(), like.width(), 0);
    }
    return new ImageTable(table, rows, classNames, like);
  }

  private static String first(Dataset<Row> table, List<String> names) {
    return Arrays.stream(table.columns())
        .filter(column -> names.contains(column.toLowerCase(java.util.Locale.ROOT)))
        .findFirst()
        .orElse(null);
  }

  private static Column id(Dataset<Row> table) {
    String id = first(table, IDS);
    return (id == null ? monotonically_increasing_id() : col(id)).cast("string");
  }

  private static Column label(Dataset<Row> table, String label, boolean named) {
    return label == null ? lit(null).cast("int") : named ? col(label) : col(label).cast("int");
  }

  private static Column values(Dataset<Row> table, String path, String name)
      throws InvalidFileException {
    var type = table.schema().apply(name).dataType();
    if (type instanceof BinaryType) {
      return col(name);
    }
    if (PIXELS.contains(name)
        && type instanceof ArrayType array
        && array.elementType() instanceof NumericType) {
      return col(name).cast("array<double>");
    }
    throw new InvalidFileException(
        path,
        "%s of type %s".formatted(name, type.simpleString()),
        "numbers or bytes",
        "convert it");
  }

  private static List<String> distinct(Dataset<Row> table, String label) {
    return table.select(label).distinct().orderBy(label).collectAsList().stream()
        .filter(row -> !row.isNullAt(0))
        .map(row -> row.getString(0))
        .toList();
  }

  private static Integer label(Object value, List<String> names) {
    if (value instanceof Integer number) {
      return number;
    }
    int label = names.indexOf((String) value);
    return label < 0 ? null : label;
  }

  private static Row image(String id, Integer label, Object values, int size) {
    byte[] pixels =
        values instanceof byte[] bytes ? bytes : bytes((scala.collection.Seq<?>) values);
    if (pixels == null) {
      return ImageTable.unreadable(
          id, label, id + ": found pixels that are no whole numbers 0 to 255");
    }
    if (pixels.length != size) {
      return ImageTable.unreadable(
          id, label, "%s: found %d pixels, expected %d".formatted(id, pixels.length, size));
    }
    return ImageTable.image(id, label, pixels);
  }

  /** Converts pixels, or returns null if one is no whole number from 0 to 255. */
  private static byte[] bytes(scala.collection.Seq<?> values) {
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      if (!(values.apply(i) instanceof Double number)
          || number < 0
          || number > WHITE
          || number != Math.rint(number)) {
        return null;
      }
      bytes[i] = (byte) number.intValue();
    }
    return bytes;
  }
}
