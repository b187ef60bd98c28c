package io.github.softmaxregression.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkPredictTest {
  private static ImageSet images;
  private static List<Prediction> expected;

  @TempDir private Path folder;

  @BeforeAll
  static void classifyHere() throws IOException {
    SparkJob.startNd4j();
    images = FashionMnist.bundled().test();
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.of("best"))) {
      expected = classifier.classify(images);
    }
  }

  private Jobs.Result predict(String data, String out, String... more) {
    List<String> args =
        new ArrayList<>(List.of("--data", data, "--out", folder.resolve(out).toString()));
    args.addAll(List.of(more));
    return Jobs.run(new SparkPredict(), args.toArray(String[]::new));
  }

  private List<Row> rows(String format, String name) {
    try (SparkSession spark = Jobs.session()) {
      return spark
          .read()
          .option("header", "true")
          .format(format)
          .load(folder.resolve(name).toString())
          .orderBy("id")
          .collectAsList();
    }
  }

  @Test
  void allTestImagesGetTheAnswersOfOneMachine() {
    Jobs.Result result = predict(Jobs.FASHION_MNIST, "answers", "--probabilities");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("10,000 images in, 10,000 rows out, 0 with an error");
    List<Row> rows = rows("parquet", "answers");
    assertThat(rows).hasSize(10_000);
    for (Row row : rows) {
      Prediction prediction = expected.get(Integer.parseInt(row.getAs("id")));
      assertThat(row.<String>getAs("class")).isEqualTo(prediction.className());
      // Minibatches are cut elsewhere, and sums rounded otherwise: a logit of 16 has a unit in the
      // last place of 2e-6.
      assertThat(row.<Double>getAs("probability"))
          .isCloseTo(prediction.probability(), within(5e-6));
      List<Double> probabilities = row.getList(row.fieldIndex("probabilities"));
      assertThat(probabilities).hasSize(10);
      assertThat(probabilities.get(prediction.label())).isEqualTo(row.getAs("probability"));
    }
  }

  private void parquet(String name, DataType type, List<Row> rows) {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("label", DataTypes.StringType)
            .add(name, type);
    try (SparkSession spark = Jobs.session()) {
      spark.createDataFrame(rows, schema).write().parquet(folder.resolve("in").toString());
    }
  }

  private static byte[] png(int index) throws IOException {
    BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, 28, 28, images.image(index));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }

  private static String name(int index) {
    return images.classNames().get(images.label(index));
  }

  @Test
  void parquetWithPixelsAsNumbers() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] pixels = images.image(i);
      rows.add(
          RowFactory.create(
              (long) i,
              name(i),
              IntStream.range(0, 784).mapToObj(k -> pixels[k] & 0xff).toArray()));
    }
    rows.add(RowFactory.create(300L, "bag", new Object[] {1, 2, 3}));
    rows.add(RowFactory.create(301L, "bag", IntStream.range(0, 784).mapToObj(k -> 256).toArray()));
    rows.add(RowFactory.create(302L, "bag", null));
    parquet("pixels", DataTypes.createArrayType(DataTypes.IntegerType), rows);

    Jobs.Result result =
        predict(folder.resolve("in").toString(), "out", "--format", "jsonl", "--model", "best");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("303 images in, 303 rows out, 3 with an error");
    assertThat(result.exitCode()).isEqualTo(1);
    List<Row> answers = rows("json", "out");
    for (Row row : answers) {
      int id = Integer.parseInt(row.getAs("id"));
      if (id < 300) {
        assertThat(row.<String>getAs("class")).isEqualTo(expected.get(id).className());
      } else {
        assertThat(row.<String>getAs("class")).isNull();
        assertThat(row.<String>getAs("error"))
            .isIn(
                "300: found 3 pixels, expected 784",
                "301: found pixels that are no whole numbers 0 to 255",
                "302: found no pixels");
      }
    }
  }

  @Test
  void parquetWithPixelsAsBytesAndWithPictureFiles() throws IOException {
    List<Row> pixels = new ArrayList<>();
    List<Row> files = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pixels.add(RowFactory.create((long) i, name(i), images.image(i)));
      files.add(RowFactory.create((long) i, name(i), i == 7 ? new byte[9] : png(i)));
    }
    parquet("pixels", DataTypes.BinaryType, pixels);
    assertThat(predict(folder.resolve("in").toString(), "a", "--format", "csv").exitCode())
        .isZero();
    Files.move(folder.resolve("in"), folder.resolve("in1"));
    parquet("content", DataTypes.BinaryType, files);
    assertThat(predict(folder.resolve("in").toString(), "b", "--format", "csv").exitCode())
        .isEqualTo(1);

    List<Row> first = rows("csv", "a");
    List<Row> second = rows("csv", "b");
    assertThat(first).hasSize(100);
    for (int i = 0; i < 100; i++) {
      int id = Integer.parseInt(first.get(i).getAs("id"));
      assertThat(first.get(i).<String>getAs("class")).isEqualTo(expected.get(id).className());
      if (id == 7) {
        assertThat(second.get(i).<String>getAs("error")).startsWith("7: found no picture");
      } else {
        assertThat(second.get(i).<String>getAs("class")).isEqualTo(first.get(i).getAs("class"));
      }
    }
  }

  @Test
  void foldersOfPicturesWithADamagedOne() throws IOException {
    Path pictures = folder.resolve("my pictures");
    for (int i = 0; i < 60; i++) {
      Path ofClass = Files.createDirectories(pictures.resolve(name(i)));
      Files.write(ofClass.resolve(i + ".PNG"), png(i));
    }
    Files.writeString(pictures.resolve("bag").resolve("text.jpg"), "hello");
    Files.writeString(pictures.resolve("bag").resolve("notes.txt"), "hello");
    Files.createFile(pictures.resolve("bag").resolve("empty.png")); // which Spark passes over
    Files.createDirectory(pictures.resolve("_hidden"));
    Files.createFile(pictures.resolve("_hidden").resolve("empty.png"));

    Jobs.Result result = predict(pictures.toString(), "out");
    assertThat(result.out()).startsWith("62 images in, 62 rows out, 2 with an error");
    for (Row row : rows("parquet", "out")) {
      String id = row.getAs("id");
      String file = id.substring(id.lastIndexOf('/') + 1);
      if (file.equals("empty.png")) {
        assertThat(row.<String>getAs("error")).endsWith("bag/empty.png: found an empty file");
      } else if (file.equals("text.jpg")) {
        assertThat(row.<String>getAs("error")).contains("text.jpg: found no picture");
      } else {
        int index = Integer.parseInt(file.replace(".PNG", ""));
        assertThat(row.<String>getAs("class")).isEqualTo(expected.get(index).className());
      }
    }
    // The same folder to learn from: its classes by name, what cannot be read left out.
    Path zip = folder.resolve("mine.zip");
    Jobs.Result trained =
        Jobs.run(
            new SparkTrain(),
            "--data",
            pictures.toString(),
            "--iterations",
            "3",
            "--out",
            zip.toString());
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.err()).startsWith("left out 2 of 62 images, the first: ");
    assertThat(trained.out()).contains("trained on 60 images", "10 classes");
  }

  /** As RFC 4180 wants it, for readers other than Spark. */
  @Test
  void quotesInCsvAreDoubled() throws IOException {
    Path pictures = Files.createDirectory(folder.resolve("quoted"));
    Files.write(pictures.resolve("a, \"b\" ü.png"), png(2));
    assertThat(predict(pictures.toString(), "out", "--format", "csv").exitCode()).isZero();
    try (var files = Files.list(folder.resolve("out"))) {
      Path part = files.filter(file -> file.toString().endsWith(".csv")).findFirst().orElseThrow();
      assertThat(Files.readAllLines(part).get(1))
          .startsWith("\"")
          .contains("/a, \"\"b\"\" ü.png\",trouser,");
    }
  }

  @Test
  void whatCannotBeMeasuredIsSaid() throws IOException {
    parquet("pixels", DataTypes.BinaryType, List.of(RowFactory.create(1L, null, images.image(1))));
    String in = folder.resolve("in").toString();
    Jobs.Result result = Jobs.run(new SparkEvaluate(), "--data", in, "--model", "best");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).hasLineCount(1).contains("found 1 images, none that can be measured");

    Jobs.Result train =
        Jobs.run(new SparkTrain(), "--data", in, "--size", "28", "--out", folder.toString());
    assertThat(train.exitCode()).isEqualTo(1);
    assertThat(train.err()).hasLineCount(1).contains("found a folder, expected a zip's name");
  }

  @Test
  void nothingIsOverwrittenAndBadZipsAreNamed() throws IOException {
    Files.createDirectory(folder.resolve("there"));
    Files.writeString(folder.resolve("there").resolve("mine"), "mine");
    Jobs.Result there = predict(Jobs.FASHION_MNIST, "there");
    assertThat(there.exitCode()).isEqualTo(1);
    assertThat(there.err()).contains("there: found something there, expected a new folder");
    assertThat(folder.resolve("there").resolve("mine")).hasContent("mine");

    Path cut = Files.createDirectory(folder.resolve("cut"));
    for (String name : new String[] {"t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
      byte[] whole = Files.readAllBytes(Path.of(Jobs.FASHION_MNIST, name));
      Files.write(
          cut.resolve(name), Arrays.copyOf(whole, name.contains("labels") ? whole.length : 99_999));
    }
    Jobs.Result damaged = predict(cut.toString(), "out");
    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(damaged.err())
        .hasLineCount(1)
        .startsWith("error: a task failed on an executor: ")
        .contains("EOFException");
    assertThat(folder.resolve("out")).doesNotExist();

    Path bad = Files.writeString(folder.resolve("bad.zip"), "hello");
    Jobs.Result zip = predict(Jobs.FASHION_MNIST, "out", "--model", bad.toString());
    assertThat(zip.exitCode()).isEqualTo(1);
    assertThat(zip.err()).hasLineCount(1).contains("bad.zip: found no sound zip archive");
  }
}
