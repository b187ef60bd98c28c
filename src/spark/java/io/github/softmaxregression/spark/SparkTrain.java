package io.github.softmaxregression.spark;

import static org.apache.spark.sql.functions.col;

import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.model.GivenParameters;
import io.github.softmaxregression.model.Hyperparameters;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.SoftmaxNetwork;
import io.github.softmaxregression.picture.Preparation;
import io.github.softmaxregression.store.InputFormat;
import io.github.softmaxregression.store.ModelStore;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.Versions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Trains softmax regression with Spark's own multinomial logistic regression, which is the same
 * model with another optimizer, L-BFGS, and saves it as an ordinary zip: W is the transpose of
 * Spark's coefficients, b its intercepts.
 */
@Command(name = "SparkTrain", description = "Trains softmax regression on a cluster.")
public final class SparkTrain extends SparkJob {
  private static final double WHITE = 255;

  /** Bounds a partition: one of this size takes 1 to 2 s a pass and some hundred megabytes. */
  private static final long IMAGES_PER_PARTITION = 100_000;

  @Spec private CommandSpec spec;
  @Mixin private ImageOptions images;

  @Option(names = "--out", required = true, paramLabel = "ZIP", description = "Where to save.")
  private String out;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Make pictures N x N pixels; of Parquet, how large they are. Default: 28.")
  private int size = 28;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Passes over the images, at most. Default: ${DEFAULT-VALUE}.")
  private int iterations = 100;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = "End when an iteration gains less. Default: ${DEFAULT-VALUE}.")
  private double tolerance = 1e-6;

  @Option(names = "--l1", paramLabel = "X", description = "Factor of the sum of |w| in the loss.")
  private double l1;

  @Option(names = "--l2", paramLabel = "X", description = "Factor of half the sum of w².")
  private double l2;

  @Option(
      names = "--parts",
      paramLabel = "N",
      description =
          "Train on so many parts of the images side by side. Of one part the same job makes the same"
              + " parameters, bit for bit; of more, Spark adds up in the order in which they come, and"
              + " they differ. Default: one for each 100,000 images.")
  private Integer parts;

  /** Starts the job. */
  public static void main(String... args) {
    main(new SparkTrain(), args);
  }

  private void check() {
    require(size >= 1 && size <= 4096, "--size " + size, "1 to 4096");
    require(iterations >= 1, "--iterations " + iterations, "1 or more");
    require(tolerance >= 0, "--tolerance " + tolerance, "0 or more");
    require(parts == null || parts >= 1, "--parts " + parts, "1 or more");
    require(l1 >= 0 && l2 >= 0, "--l1 %s, --l2 %s".formatted(l1, l2), "0 or more");
  }

  private void require(boolean valid, String option, String expected) {
    if (!valid) {
      throw new ParameterException(spec.commandLine(), option + ": expected " + expected);
    }
  }

  @Override
  int run(SparkSession spark) throws IOException {
    check();
    HadoopFiles.of(spark).requireNoFolder(out, "a zip's name");
    ImageTable table =
        images.read(spark, Split.TRAIN, Preparation.usual(size, size, Preparation.PHOTOGRAPHS));
    long all = table.source().count();
    int partitions = parts != null ? parts : partitions(all);
    // Reads files in as many, however many executors are there already.
    spark.conf().set("spark.sql.files.minPartitionNum", partitions);
    // Keeps decoded bytes in memory or on the executors' disks.
    Dataset<Row> rows = table.rows().coalesce(partitions).persist(StorageLevel.MEMORY_AND_DISK());
    long labelled = countLabelled(rows, all);
    LogisticRegressionModel model = fit(features(rows));
    List<Double> losses = Arrays.stream(model.summary().objectiveHistory()).boxed().toList();
    // Waits: executors that still delete when Spark stops make it print failures.
    rows.unpersist(true);
    List<String> classNames = names(table, model);
    startNd4j();
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    ModelStore.write(
        network(model),
        new InputFormat(
            classNames,
            table.like().height(),
            table.like().width(),
            InputFormat.BYTE_OVER_255,
            table.like().crop(),
            table.like().silhouette(),
            null),
        provenance(spark, labelled, losses),
        zip);
    HadoopFiles.of(spark).write(out, zip.toByteArray());
    out()
        .printf(
            "trained on %,d images of %d x %d, %d classes: %d iterations, loss %.4f%nsaved %s%n",
            labelled,
            table.like().height(),
            table.like().width(),
            classNames.size(),
            losses.size() - 1,
            losses.get(losses.size() - 1),
            out);
    return 0;
  }

  private static int partitions(long images) {
    return Math.toIntExact(Math.max(1, (images + IMAGES_PER_PARTITION - 1) / IMAGES_PER_PARTITION));
  }

  /** Counts the images with a label, and reports the others. */
  private long countLabelled(Dataset<Row> rows, long all) throws InvalidFileException {
    long labelled = rows.filter(isLabelled()).count();
    if (labelled == 0) {
      throw new InvalidFileException(
          images.path(),
          all + " images, none of them with a label",
          "labelled images",
          "name them");
    }
    if (labelled < all) {
      List<Row> first = rows.filter(col(ImageTable.ERROR).isNotNull()).limit(1).collectAsList();
      err()
          .printf(
              "left out %,d of %,d images%s%n",
              all - labelled,
              all,
              first.isEmpty()
                  ? ", which have no label from 0 on"
                  : ", the first: " + first.get(0).getAs(ImageTable.ERROR));
    }
    return labelled;
  }

  private static Column isLabelled() {
    return col(ImageTable.ERROR).isNull().and(col(ImageTable.LABEL).geq(0));
  }

  /** Converts labels and pixels / 255 to Spark's vectors, sparse where that is shorter. */
  static Dataset<Row> features(Dataset<Row> rows) {
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return rows.filter(isLabelled())
        .select(ImageTable.LABEL, ImageTable.PIXELS)
        .map(
            (MapFunction<Row, Row>)
                row -> {
                  byte[] pixels = row.getAs(1);
                  double[] values = new double[pixels.length];
                  for (int i = 0; i < values.length; i++) {
                    values[i] = (pixels[i] & 0xff) / WHITE;
                  }
                  return RowFactory.create(
                      (double) row.getInt(0), Vectors.dense(values).compressed());
                },
            Encoders.row(schema));
  }

  private LogisticRegressionModel fit(Dataset<Row> features) {
    return new LogisticRegression()
        .setFamily("multinomial")
        .setMaxIter(iterations)
        .setTol(tolerance)
        .setRegParam(l1 + l2)
        .setElasticNetParam(l1 == 0 ? 0 : l1 / (l1 + l2))
        // Penalizes the weights of pixels as they are.
        .setStandardization(false)
        .fit(features);
  }

  private List<String> names(ImageTable table, LogisticRegressionModel model)
      throws InvalidFileException {
    int classes = model.numClasses();
    if (table.classNames().isEmpty()) {
      return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }
    if (table.classNames().size() != classes) {
      throw new InvalidFileException(
          images.path(),
          "labels up to " + (classes - 1),
          table.classNames().size() + " classes, with images of the last one",
          "add some, or change --labels");
    }
    return table.classNames();
  }

  /** Copies Spark's coefficients and intercepts, as float32, into a network. */
  static SoftmaxNetwork network(LogisticRegressionModel model) {
    int classes = model.numClasses();
    int inputs = model.numFeatures();
    float[][] weights = new float[inputs][classes];
    float[][] bias = new float[1][classes];
    for (int k = 0; k < classes; k++) {
      for (int i = 0; i < inputs; i++) {
        weights[i][k] = (float) model.coefficientMatrix().apply(k, i);
      }
      bias[0][k] = (float) model.interceptVector().apply(k);
    }
    INDArray w = Nd4j.createFromArray(weights);
    return GivenParameters.network(Hyperparameters.CHAPTER, w, Nd4j.createFromArray(bias));
  }

  private Provenance provenance(SparkSession spark, long trainingImages, List<Double> losses) {
    Map<String, String> versions = Versions.all();
    versions.put("Spark", spark.version());
    return new Provenance(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        ModelKind.NETWORK,
        null,
        new Provenance.Data(
            images.path(), (int) Math.min(Integer.MAX_VALUE, trainingImages), 0, new TreeMap<>()),
        versions,
        "Spark's LogisticRegression",
        spark.sparkContext().master(),
        Threads.inUse(),
        List.of(),
        new Provenance.Lbfgs(iterations, tolerance, l1, l2, losses),
        null);
  }
}
