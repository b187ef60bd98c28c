package io.github.softmaxregression.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.StoredModel;
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

/** Classifies images with a saved model, where they are; a row comes out for every one. */
@Command(name = "SparkPredict", description = "Classifies images on a cluster.")
public final class SparkPredict extends SparkJob {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType)
          .add("class", DataTypes.StringType)
          .add("probability", DataTypes.DoubleType)
          .add("error", DataTypes.StringType)
          .add("probabilities", DataTypes.createArrayType(DataTypes.DoubleType));

  /** How the answers are written. */
  enum Format {
    PARQUET,
    CSV,
    JSONL
  }

  @Mixin private ImageOptions images;

  @Option(
      names = "--model",
      paramLabel = "ZIP",
      description = "The saved model: a zip, or 'best' or 'chapter'. Default: ${DEFAULT-VALUE}.")
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
    ImageTable table = images.read(spark, Part.TEST, input.height(), input.width());
    if (table.height() != input.height() || table.width() != input.width()) {
      throw new InvalidFileException(
          images.path(),
          "images of %d x %d pixels".formatted(table.height(), table.width()),
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
      HadoopFiles.of(spark).delete(out); // the parts of it that were written
      throw e;
    }
    Dataset<Row> written = read(spark);
    long rows = written.count();
    long failed = written.filter(col("error").isNotNull()).count();
    out().printf("%,d images in, %,d rows out, %,d with an error%nwrote %s%n", in, rows, failed, out);
    if (rows != in) {
      throw new IOException("%s: %,d rows, expected %,d; run it again".formatted(out, rows, in));
    }
    return failed > 0 ? 1 : 0;
  }

  /** Answers, some hundred images at a time, as they are asked for. */
  static Dataset<Row> classified(Dataset<Row> images, BroadcastModel model) {
    return images
        .select(ImageTable.ID, ImageTable.PIXELS, ImageTable.ERROR)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) rows -> new Answers(rows, model),
            Encoders.row(SCHEMA));
  }

  private void write(Dataset<Row> answers) {
    Dataset<Row> columns = probabilities ? answers : answers.drop("probabilities");
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

  /** The rows of a partition, answered a batch at a time. */
  private static final class Answers implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final StoredModel model;
    private final ImageClassifier classifier;
    private Iterator<Row> batch = List.<Row>of().iterator();

    Answers(Iterator<Row> rows, BroadcastModel broadcast) {
      this.rows = rows;
      model = broadcast.restored();
      classifier = broadcast.classifier();
    }

    @Override
    public boolean hasNext() {
      return batch.hasNext() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!batch.hasNext()) {
        batch = answer();
      }
      return batch.next();
    }

    private Iterator<Row> answer() {
      List<Row> some = new ArrayList<>();
      List<byte[]> pixels = new ArrayList<>();
      while (rows.hasNext() && some.size() < ImageClassifier.BATCH) {
        Row row = rows.next();
        some.add(row);
        if (!row.isNullAt(1)) {
          pixels.add(row.getAs(1));
        }
      }
      Iterator<Prediction> predictions = classify(pixels).iterator();
      List<Row> answers = new ArrayList<>();
      for (Row row : some) {
        answers.add(row.isNullAt(1) ? failure(row) : answer(row, predictions.next()));
      }
      return answers.iterator();
    }

    private List<Prediction> classify(List<byte[]> pixels) {
      return pixels.isEmpty()
          ? List.of()
          : classifier.classify(
              BroadcastModel.together(pixels, new byte[pixels.size()], model));
    }

    private static Row failure(Row row) {
      return RowFactory.create(row.getString(0), null, null, row.getString(2), null);
    }

    private static Row answer(Row row, Prediction prediction) {
      return RowFactory.create(
          row.getString(0),
          prediction.className(),
          prediction.probability(),
          null,
          prediction.probabilities().toArray());
    }
  }
}
