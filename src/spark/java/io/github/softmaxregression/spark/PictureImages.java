package io.github.softmaxregression.spark;

import static org.apache.spark.sql.functions.col;

import io.github.softmaxregression.data.InvalidFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads pictures in folders named after their classes, or in any folders. */
final class PictureImages {
  private static final String PICTURES =
      "*.{[pP][nN][gG],[jJ][pP][gG],[jJ][pP][eE][gG],[gG][iI][fF],[bB][mM][pP],[tT][iI][fF],"
          + "[tT][iI][fF][fF],[wW][eE][bB][pP]}";

  private PictureImages() {}

  /**
   * Reads the pictures of a folder.
   *
   * @param asked the half that --part names, or null
   * @param wanted the half to read if there are two
   * @param given class names, or null: those of the folders, sorted
   */
  static ImageTable read(
      SparkSession spark,
      String folder,
      Split asked,
      Split wanted,
      List<String> given,
      PictureDecoder decoder)
      throws IOException {
    HadoopFiles files = HadoopFiles.of(spark);
    List<String> names = files.names(folder);
    boolean halves = names.contains("train/") && names.contains("test/");
    if (asked != null && !halves) {
      throw new InvalidFileException(
          folder, "no folders train and test", "two parts", "leave --part out");
    }
    TreeSet<String> classes = new TreeSet<>();
    if (halves) {
      classes.addAll(folders(files.names(folder + "/train")));
      classes.addAll(folders(files.names(folder + "/test")));
    } else {
      classes.addAll(folders(names));
    }
    List<String> classNames = given == null ? List.copyOf(classes) : given;
    String root = halves ? folder + (wanted == Split.TRAIN ? "/train" : "/test") : folder;
    Dataset<Row> all =
        spark
            .read()
            .format("binaryFile")
            .option("recursiveFileLookup", "true")
            .option("pathGlobFilter", PICTURES)
            .load(root);
    Dataset<Row> readable =
        all.filter(col("length").leq(PictureDecoder.MOST_BYTES))
            .select("path", "content")
            .map(
                (MapFunction<Row, Row>)
                    row ->
                        decoder.decode(
                            row.getString(0), label(row.getString(0), classNames), row.getAs(1)),
                ImageTable.encoder());
    // Reports those that are too large without reading them.
    Dataset<Row> tooLarge =
        all.filter(col("length").gt(PictureDecoder.MOST_BYTES))
            .select("path")
            .map(
                (MapFunction<Row, Row>)
                    row ->
                        ImageTable.unreadable(
                            row.getString(0),
                            label(row.getString(0), classNames),
                            "%s: found more than %,d bytes, expected a picture; make it smaller"
                                .formatted(row.getString(0), PictureDecoder.MOST_BYTES)),
                ImageTable.encoder());
    // Adds those that Spark passes over.
    List<Row> empty = new ArrayList<>();
    for (String path : files.empty(root, PICTURES)) {
      empty.add(
          ImageTable.unreadable(path, label(path, classNames), path + ": found an empty file"));
    }
    Dataset<Row> rows = readable.unionByName(tooLarge);
    Dataset<Row> paths = all.select("path");
    if (!empty.isEmpty()) {
      Dataset<Row> errors = spark.createDataset(empty, ImageTable.encoder());
      rows = rows.unionByName(errors);
      paths = paths.union(errors.select(ImageTable.ID));
    }
    return new ImageTable(paths, rows, classNames, decoder.preparation());
  }

  private static List<String> folders(List<String> names) {
    List<String> folders = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith("/")) {
        folders.add(name.substring(0, name.length() - 1));
      }
    }
    return folders;
  }

  /** Looks up the name of the picture's folder. */
  private static Integer label(String path, List<String> classNames) {
    String[] parts = path.split("/");
    int label = parts.length < 2 ? -1 : classNames.indexOf(parts[parts.length - 2]);
    return label < 0 ? null : label;
  }
}
