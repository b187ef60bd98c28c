package io.github.softmaxregression.spark;

import io.github.softmaxregression.cli.output.EvaluationPrinter;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Predictions;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluates a saved model on labelled images where they are, with the report of one machine. */
@Command(name = "SparkEvaluate", description = "Measures a saved model on a cluster.")
public final class SparkEvaluate extends SparkJob {
  private static final int BATCH = 1000;

  @Mixin private ImageOptions images;

  @Option(
      names = "--model",
      paramLabel = "ZIP",
      description = "The saved model: a zip, or best, chapter or photo. Default: ${DEFAULT-VALUE}.")
  private String model = "best";

  /** Starts the job. */
  public static void main(String... args) {
    main(new SparkEvaluate(), args);
  }

  @Override
  int run(SparkSession spark) throws IOException {
    BroadcastModel broadcast = BroadcastModel.of(spark, model);
    InputFormat input = broadcast.check().input();
    ImageTable table = images.read(spark, Split.TEST, ImageClassifier.preparation(input));
    if (!table.classNames().isEmpty() && !table.classNames().equals(input.classNames())) {
      throw new InvalidFileException(
          images.path(),
          "the classes " + table.classNames(),
          "those of the model, " + input.classNames(),
          "name them in the model's order with --labels");
    }
    EvaluationReport report = report(table.rows(), broadcast, input.classNames());
    long skipped = table.source().count() - report.seen();
    if (report.seen() == 0) {
      throw new InvalidFileException(
          images.path(),
          "%,d images, none that can be measured".formatted(skipped),
          "images with pixels and a label from 0 to " + (input.classNames().size() - 1),
          "name a column label, or the folders after the classes");
    }
    out().println("model     " + model);
    EvaluationPrinter.print(report, out());
    if (skipped > 0) {
      err()
          .printf(
              "left out %,d images that have no pixels, or no label of the model's classes%n",
              skipped);
    }
    return skipped > 0 ? 1 : 0;
  }

  /** Adds up the counts of all partitions. */
  static EvaluationReport report(
      Dataset<Row> images, BroadcastModel model, List<String> classNames) {
    int classes = classNames.size();
    List<double[]> parts =
        images
            .select(ImageTable.LABEL, ImageTable.PIXELS)
            .mapPartitions(
                (MapPartitionsFunction<Row, double[]>)
                    rows -> List.of(counts(rows, model.model())).iterator(),
                Encoders.javaSerialization(double[].class))
            .collectAsList();
    long[][] confusion = new long[classes][classes];
    double lossSum = 0;
    for (double[] part : parts) {
      for (int i = 0; i < classes * classes; i++) {
        confusion[i / classes][i % classes] += (long) part[i];
      }
      lossSum += part[classes * classes];
    }
    return new EvaluationReport(classNames, confusion, lossSum);
  }

  /** Counts one partition: the confusion matrix, row after row, then the sum of the losses. */
  private static double[] counts(Iterator<Row> rows, StoredModel model) {
    int classes = model.input().classNames().size();
    double[] counts = new double[classes * classes + 1];
    while (rows.hasNext()) {
      List<byte[]> pixels = new ArrayList<>();
      byte[] labels = new byte[BATCH];
      while (rows.hasNext() && pixels.size() < BATCH) {
        Row row = rows.next();
        if (!row.isNullAt(0) && !row.isNullAt(1) && row.getInt(0) < classes && row.getInt(0) >= 0) {
          labels[pixels.size()] = (byte) row.getInt(0);
          pixels.add(row.getAs(1));
        }
      }
      if (!pixels.isEmpty()) {
        add(pixels, Arrays.copyOf(labels, pixels.size()), model, counts);
      }
    }
    return counts;
  }

  private static void add(List<byte[]> pixels, byte[] labels, StoredModel model, double[] counts) {
    int classes = model.input().classNames().size();
    EvaluationReport report =
        Predictions.of(model.model(), BroadcastModel.imageSet(pixels, labels, model))
            .report(model.input().classNames());
    for (int i = 0; i < classes * classes; i++) {
      counts[i] += report.confusion()[i / classes][i % classes];
    }
    counts[classes * classes] += report.lossSum();
  }
}
