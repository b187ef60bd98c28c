package io.github.softmaxregression.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.inference.ImageClassifier;
import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.store.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jobs' jar on a cluster of a master and two workers, in processes of their own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SparkClusterIT {
  private static final Path HOME = Path.of("target", "cluster");
  private static final int COPIES = 5;

  @TempDir private static Path folder;

  private record Result(int exitCode, String out, String err) {}

  private static Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("cluster/cluster"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PORT", "17077");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder
        .redirectOutput(folder.resolve("out.txt").toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start();
  }

  private static Result end(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("ends in time").isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(folder.resolve("out.txt")),
        Files.readString(folder.resolve("err.txt")).replaceAll("(?m)^.*\r", ""));
  }

  private static Result cluster(String... args) throws IOException, InterruptedException {
    return end(start(args));
  }

  @BeforeAll
  static void startCluster() throws Exception {
    cluster("stop");
    Result started = cluster("start");
    assertThat(started.err()).isEmpty();
    assertThat(started.out()).isEqualTo("spark://127.0.0.1:17077 with 2 workers\n");
  }

  @AfterAll
  static void stopCluster() throws Exception {
    List<ProcessHandle> started = new ArrayList<>();
    for (String name : new String[] {"master", "worker1"}) { // the second one was killed
      started.add(process(name));
    }
    assertThat(cluster("stop").exitCode()).isZero();
    assertThat(started).noneMatch(ProcessHandle::isAlive);
    assertThat(HOME).isDirectoryNotContaining("glob:**.pid");
    assertThat(HOME.resolve("work")).doesNotExist();
    Result stopped = cluster("submit", "SparkPredict");
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.err()).startsWith("error: no cluster is running; start it first: ");
  }

  @Test
  @Order(1)
  void hundredIterationsReachWhatIsPublished() throws Exception {
    String zip = folder.resolve("spark.zip").toString();
    Result trained = cluster("submit", "SparkTrain", "--data", Jobs.FASHION_MNIST, "--out", zip);
    assertThat(trained.err()).isBlank();
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out()).startsWith("trained on 60,000 images of 28 x 28, 10 classes: 100 it");

    Result measured =
        cluster("submit", "SparkEvaluate", "--data", Jobs.FASHION_MNIST, "--model", zip);
    Matcher accuracy = Pattern.compile("accuracy  (0\\.\\d{4})").matcher(measured.out());
    assertThat(accuracy.find()).isTrue();
    assertThat(Double.parseDouble(accuracy.group(1))).isGreaterThanOrEqualTo(0.843);
  }

  @Test
  @Order(2)
  void theAnswersAreThoseOfOneMachine() throws Exception {
    String zip = folder.resolve("spark.zip").toString();
    String out = folder.resolve("answers").toString();
    Result result =
        cluster(
            "submit", "SparkPredict", "--data", Jobs.FASHION_MNIST, "--model", zip, "--out", out);
    assertThat(result.err()).isBlank();
    assertThat(result.out()).startsWith("10,000 images in, 10,000 rows out, 0 with an error");
    SparkJob.startNd4j();
    try (ImageClassifier classifier = ImageClassifier.load(ModelSource.file(Path.of(zip)));
        SparkSession spark = Jobs.session()) {
      List<Prediction> expected = classifier.classify(FashionMnist.bundled().test());
      List<Row> rows = spark.read().parquet(out).collectAsList();
      assertThat(rows).hasSize(10_000);
      for (Row row : rows) {
        assertThat(row.<String>getAs("class"))
            .isEqualTo(expected.get(Integer.parseInt(row.getAs("id"))).className());
      }
    }
  }

  /** Its worker dies with its executor; what they had begun is done again, once. */
  @Test
  @Order(3)
  void aKilledWorkerLosesNothing() throws Exception {
    Path many = folder.resolve("many");
    try (SparkSession spark = Jobs.session()) {
      RepeatedImages.write(spark, COPIES, many.toString());
    }
    String out = folder.resolve("many answers").toString();
    Process job = start("submit", "SparkPredict", "--data", many.toString(), "--out", out);
    Path progress = folder.resolve("err.txt");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!Files.readString(progress).contains("(1 + ")) {
      assertThat(job.isAlive() && System.nanoTime() < end)
          .as("one task has ended, in time")
          .isTrue();
      Thread.sleep(20);
    }
    assertThat(job.isAlive()).as("in the middle").isTrue();
    kill();
    Result result = end(job);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("300,000 images in, 300,000 rows out, 0 with an error");
    try (SparkSession spark = Jobs.session()) {
      assertThat(spark.read().parquet(out).select("id").distinct().count()).isEqualTo(300_000);
    }
  }

  private static ProcessHandle process(String name) throws IOException {
    long number = Long.parseLong(Files.readString(HOME.resolve(name + ".pid")).strip());
    return ProcessHandle.of(number).orElseThrow();
  }

  /** Kills the second worker with all that it has started, at once. */
  private static void kill() throws IOException {
    ProcessHandle worker = process("worker2");
    List<ProcessHandle> executors = worker.descendants().toList();
    assertThat(executors).isNotEmpty();
    worker.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }
}
