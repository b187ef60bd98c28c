package io.github.softmaxregression.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes the training images many times over as Parquet, for measurements with much data. */
final class RepeatedImages {
  private RepeatedImages() {}

  /** {@code RepeatedImages TIMES FOLDER}. */
  public static void main(String[] args) throws IOException {
    try (SparkSession spark = Jobs.session()) {
      write(spark, Integer.parseInt(args[0]), args[1]);
    }
  }

  /** Writes so many copies, with ids such as 59999-49. */
  static void write(SparkSession spark, int times, String folder) throws IOException {
    String data = Path.of(Jobs.FASHION_MNIST).toAbsolutePath().toString();
    Dataset<Row> images = IdxImages.read(spark, data, Split.TRAIN, null).rows();
    spark
        .range(times)
        .withColumnRenamed("id", "copy")
        .crossJoin(images)
        .select(
            concat_ws("-", col("id"), col("copy")).as("id"),
            col("label"),
            col("pixels"),
            col("copy"))
        .repartitionByRange(times, col("copy")) // or compression would find the copies
        .drop("copy")
        .write()
        .parquet(folder);
  }
}
