package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.FatJar.Result;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.IdxFiles;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.ImageSetIterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a person runs: the fat jar, in a process of its own, from another folder. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FatJarIT {
  @TempDir private static Path temporary;

  private static Path folder;

  @BeforeAll
  static void folderWithSpaces() throws IOException {
    folder = Files.createDirectory(temporary.resolve("a folder with spaces"));
  }

  private static Result java(String... args) throws IOException, InterruptedException {
    return FatJar.in(folder).run(args);
  }

  @Test
  @Order(1)
  void trains() throws Exception {
    Result result = java("train", "--epochs", "1", "--out", "my models/one epoch.zip");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines().toList())
        .hasSize(9)
        .contains("epoch    loss  train acc  test acc  seconds")
        .contains("saved " + Path.of("my models", "one epoch.zip"))
        .contains("drew " + Path.of("my models", "one epoch-learning-curve.svg"))
        .contains("drew " + Path.of("my models", "one epoch-weights.svg"));
    assertThat(result.out()).containsPattern("\n    1  0\\.78\\d\\d     0\\.7\\d\\d\\d    0\\.7");
    assertThat(folder.resolve("my models")).isDirectoryContaining("glob:**/one epoch.zip");
    assertThat(folder).isDirectoryNotContaining("glob:**/models");
  }

  @Test
  @Order(2)
  void evaluatesUnderAnyLocale() throws Exception {
    String[] args = {"evaluate", "--model", "my models/one epoch.zip"};
    Result english = java(args);
    Result arabic =
        FatJar.in(folder).javaOptions("-Duser.language=ar", "-Duser.country=EG").run(args);

    assertThat(english.err()).isEmpty();
    assertThat(english.exitCode()).isZero();
    assertThat(english.out()).containsPattern("accuracy  0\\.7\\d\\d\\d ± 0\\.00\\d\\d ");
    assertThat(arabic).isEqualTo(english);
  }

  @Test
  @Order(3)
  void predictsWhatPlainDeeplearning4jPredicts() throws Exception {
    Result result = java("predict", "--model", "my models/one epoch.zip", "--test-index", "0..5");

    MultiLayerNetwork plain =
        MultiLayerNetwork.load(folder.resolve("my models/one epoch.zip").toFile(), true);
    ImageSet test = FashionMnist.bundled().test();
    INDArray probabilities = plain.output(ImageSetIterator.inOrder(test, 6).next().getFeatures());
    int[] labels = probabilities.argMax(1).toIntVector();
    List<String> lines = result.out().lines().toList();
    assertThat(result.exitCode()).isZero();
    assertThat(lines).hasSize(8).first().isEqualTo("model  my models/one epoch.zip");
    for (int i = 0; i < 6; i++) {
      assertThat(lines.get(i + 2).strip().split(" {2,}"))
          .containsExactly(
              Integer.toString(i),
              test.classNames().get(test.label(i)),
              test.classNames().get(labels[i]),
              String.format(java.util.Locale.ROOT, "%.4f", probabilities.getFloat(i, labels[i])));
    }
  }

  @Test
  @Order(4)
  void errorsAreOneLineAndAnExitCode() throws Exception {
    Result usage = java("train", "--no-such-option");
    assertThat(usage.exitCode()).isEqualTo(2);
    assertThat(usage.err())
        .isEqualTo(
            "error: unknown option --no-such-option; see 'java -jar %s train --help'%n"
                .formatted(System.getProperty("softmaxregression.jar")));

    Files.writeString(folder.resolve("no model.zip"), "hello");
    Result failed = java("evaluate", "--model", "no model.zip");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).startsWith("error: no model.zip: found no sound zip archive");
    assertThat(failed.err().lines()).hasSize(1);
  }

  @Test
  @Order(5)
  void versionIsPrinted() throws Exception {
    Result result = java("--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("softmax-regression 1.1.0").contains("ND4J 1.0.0-M2.1");
  }

  @Test
  @Order(6)
  void benchmarkMeasuresItself() throws Exception {
    Result result = java("benchmark", "--runs", "1", "--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    JsonOutputTest.check("benchmark", result.out());
    JsonObject benchmark =
        JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonObject("benchmark");
    assertThat(benchmark.get("runs").getAsInt()).isEqualTo(1);
    double limit = benchmark.get("limitSeconds").getAsDouble();
    List<JsonObject> compared = new ArrayList<>();
    for (JsonElement each : benchmark.getAsJsonArray("measurements")) {
      if (!each.getAsJsonObject().get("timesLimit").isJsonNull()) {
        compared.add(each.getAsJsonObject());
      }
    }
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(compared).hasSize(processors == 1 ? 3 : 4);
    for (JsonObject each : compared.subList(0, 2)) { // with one thread
      assertThat(each.get("timesLimit").getAsDouble() * limit)
          .isEqualTo(each.get("seconds").getAsDouble(), within(1e-9));
    }
    assertThat(benchmark.getAsJsonArray("measurements"))
        .hasSize(12 + compared.size())
        .allSatisfy(
            each -> {
              assertThat(each.getAsJsonObject().get("name").getAsString()).isNotBlank();
              assertThat(each.getAsJsonObject().get("seconds").getAsDouble()).isPositive();
              assertThat(each.getAsJsonObject().get("imagesPerSecond").getAsDouble()).isPositive();
            });
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(benchmark.get("peakBytes").getAsLong()).isGreaterThan(50_000_000);
    }
  }

  @Test
  @Order(6)
  void benchmarkDrawsHowNearTheLimitItIs() throws Exception {
    IdxFiles.writeSmallDataSet(folder.resolve("small"));
    Result result =
        java("benchmark", "--runs", "1", "--data", "small", "--threads", "2", "--figure", "b.svg");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsPattern("x limit\\R")
        .containsPattern("least time for an epoch, 1 thread .* 1\\.00\\R")
        .containsPattern("train the network for an epoch, 1 thread .*\\.\\d\\d\\R")
        .containsPattern("train the network for an epoch, 2 threads .*\\.\\d\\d\\R")
        .endsWith("drew b.svg" + System.lineSeparator());
    assertThat(Files.readString(folder.resolve("b.svg")).split(" ×</text", -1)).hasSize(5);
  }

  @Test
  @Order(7)
  void thereIsAThreadForEachProcessor() throws Exception {
    Result result = java("data", "--verbose");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .containsPattern("up to \\d+ threads? for a minibatch, one for each processor\n$");
    assertThat(result.out()).isEqualTo(java("data").out());
  }

  @Test
  @Order(8)
  void theEnvironmentDecidesTheThreadsWhereNoOptionDoes() throws Exception {
    String[] args = {"data", "--verbose"};
    Result two = FatJar.in(folder).environment("OMP_NUM_THREADS", "2").run(args);
    Result nonsense = FatJar.in(folder).environment("OMP_NUM_THREADS", "nonsense").run(args);

    assertThat(two.exitCode()).isZero();
    assertThat(two.err()).endsWith("up to 2 threads for a minibatch, as OMP_NUM_THREADS says\n");
    assertThat(nonsense.exitCode()).isEqualTo(2);
    assertThat(nonsense.err().lines()).hasSize(1);
    assertThat(nonsense.err())
        .startsWith("error: OMP_NUM_THREADS 'nonsense': expected a number of threads");
  }

  /** Nobody's last model is lost for want of a name. */
  @Test
  @Order(99)
  void trainKeepsTheLastModelAside() throws Exception {
    String train = "train --epochs 1 --figures none";
    assertThat(java(train.split(" ")).out()).doesNotContain("kept the model");
    byte[] first = Files.readAllBytes(folder.resolve("models/latest.zip"));
    Result second = java((train + " --seed 2").split(" "));
    Path previous = Path.of("models", "latest-previous.zip");
    assertThat(second.out()).contains("kept the model before it as " + previous);
    assertThat(Files.readAllBytes(folder.resolve(previous))).isEqualTo(first);
    java((train + " --out models/latest.zip").split(" "));
    assertThat(Files.readAllBytes(folder.resolve(previous))).isEqualTo(first);
  }
}
