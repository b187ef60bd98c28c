package io.github.softmaxregression.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.ImageClassifier.Outcome;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.picture.Finding;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.InputFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Classifies images with a saved model where they are; each gives one row. */
@Command(name = "SparkPredict", description = "Classifies images on a cluster.")
public final class SparkPredict extends SparkJob {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("class", DataTypes.StringType)
          .add("probability", DataTypes.DoubleType)
          .add("error", DataTypes.StringType)
          .add("probabilities", DataTypes.createArrayType(DataTypes.DoubleType));

  /** Names the formats of the output. */
  enum Format {
    PARQUET,
    CSV,
    JSONL
  }

  @Mixin private ImageOptions images;

  @Option(
      names = "--model",
      paramLabel = "ZIP",
      description = "The saved model: a zip, or best, chapter or photo. Default: ${DEFAULT-VALUE}.")
  private String model = "best";

  @Option(names = "--out", required = true, paramLabel = "PATH", description = "A new folder.")
  private String out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "parquet, csv or jsonl. Default: parquet.")
  private Format format = Format.PARQUET;

  @Option(names = "--probabilities", description = "Write those of all classes too.")
  private boolean probabilities;

  /** Starts the job. */
  public static void main(String... args) {
    main(new SparkPredict(), args);
  }

  @Override
  int run(SparkSession spark) throws IOException {
    if (HadoopFiles.of(spark).exists(out)) {
      throw new InvalidFileException(out, "something there", "a new folder", "name another");
    }
    BroadcastModel broadcast = BroadcastModel.of(spark, model);
    InputFormat input = broadcast.check().input();
    ImageTable table = images.read(spark, Split.TEST, ImageClassifier.preparation(input));
    Preparation like = table.like();
    if (like.height() != input.height() || like.width() != input.width()) {
      throw new InvalidFileException(
          images.path(),
          "images of %d x %d pixels".formatted(like.height(), like.width()),
          "%d x %d as the model takes".formatted(input.height(), input.width()),
          "use a model that was trained on such images");
    }
    long in = table.source().count();
    if (in == 0) {
      throw new InvalidFileException(images.path(), "no images", "some", "check the path");
    }
    try {
      write(classified(table.rows(), broadcast));
    } catch (Exception e) { // Scala does not declare what it throws
      HadoopFiles.of(spark).delete(out); // with the files already written
      throw e;
    }
    Dataset<Row> written = read(spark);
    long rows = written.count();
    long failed = written.filter(col("error").isNotNull()).count();
    out()
        .printf(
            "%,d images in, %,d rows out, %,d with an error%nwrote %s%n", in, rows, failed, out);
    if (rows != in) {
      throw new IOException("%s: %,d rows, expected %,d; run it again".formatted(out, rows, in));
    }
    return failed > 0 ? 1 : 0;
  }

  /** Classifies a batch of images at a time, as their rows are asked for. */
  static Dataset<Row> classified(Dataset<Row> images, BroadcastModel model) {
    return images
        .select(ImageTable.ID, ImageTable.PIXELS, ImageTable.ERROR)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new PredictionRows(rows, model),
            Encoders.row(SCHEMA));
  }

  private void write(Dataset<Row> rows) {
    Dataset<Row> columns = probabilities ? rows : rows.drop("probabilities");
    if (format == Format.CSV && probabilities) { // which has no lists
      columns = columns.withColumn("probabilities", to_json(col("probabilities")));
    }
    var writer = columns.write().mode(SaveMode.ErrorIfExists);
    switch (format) {
      case PARQUET -> writer.parquet(out);
      case CSV -> writer.option("header", "true").option("escape", "\"").csv(out);
      default -> writer.json(out);
    }
  }

  private Dataset<Row> read(SparkSession spark) {
    return switch (format) {
      case PARQUET -> spark.read().parquet(out);
      case CSV ->
          spark
              .read()
              .option("header", "true")
              .option("multiLine", "true")
              .option("escape", "\"")
              .csv(out);
      default -> spark.read().schema(SCHEMA).json(out);
    };
  }

  /** Iterates over a partition's predictions, made a batch at a time. */
  private static final class PredictionRows implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final ImageClassifier classifier;
    private final InputFormat input;
    private Iterator<Row> batch = List.<Row>of().iterator();

    PredictionRows(Iterator<Row> rows, BroadcastModel broadcast) {
      this.rows = rows;
      classifier = broadcast.classifier();
      input = classifier.input();
    }

    @Override
    public boolean hasNext() {
      return batch.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!batch.hasNext()) {
        batch = nextBatch();
      }
      return batch.next();
    }

    private Iterator<Row> nextBatch() {
      List<Row> inputs = new ArrayList<>();
      while (rows.hasNext() && inputs.size() < ImageClassifier.BATCH) {
        inputs.add(rows.next());
      }
      return classifier.classify(inputs, this::picture).stream()
          .map(each -> each.error() == null ? success(each) : failure(each.input()))
          .iterator();
    }

    private Picture picture(Row row) throws IOException {
      if (row.isNullAt(1)) {
        throw new IOException(row.getString(2));
      }
      return new Picture(row.getAs(1), input.height(), input.width(), false, Finding.NONE);
    }

    private static Row failure(Row row) {
      return RowFactory.create(row.getString(0), null, null, row.getString(2), null);
    }

    private static Row success(Outcome<Row> classified) {
      Prediction prediction = classified.prediction();
      return RowFactory.create(
          classified.input().getString(0),
          prediction.className(),
          prediction.probability(),
          null,
          prediction.probabilities().toArray());
    }
  }
}
