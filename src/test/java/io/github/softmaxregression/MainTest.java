package io.github.softmaxregression;

import static io.github.softmaxregression.CommandLine.fails;
import static io.github.softmaxregression.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.IdxFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line inside this process: messages, exit codes, what is drawn on a terminal. */
class MainTest {
  @TempDir private Path data;
  @TempDir private Path folder;
  private Path zip;

  @BeforeEach
  void writeSmallDataSet() throws IOException {
    IdxFiles.writeSmallDataSet(data);
    zip = folder.resolve("m.zip");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "scratch",
        "evaluate",
        "predict",
        "compare",
        "verify",
        "card",
        "tune",
        "losses",
        "serve",
        "playground",
        "data",
        "data show",
        "data time",
        "notebooks",
        "notebooks export",
        "notebooks check",
        "backend",
        "completion",
        "benchmark",
        "benchmark photographs"
      })
  void helpIsEverywhere(String command) {
    CommandLine result = run(command + " --help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: softmax-regression " + command).contains("--help");
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    // An option without a description would be followed by the next one at once.
    assertThat(result.out()).doesNotContainPattern("\n +(-\\w, )?--\\S+ *(\n {0,9}\\S|\n$|$)");
  }

  @Test
  void versionNamesTheLibraries() {
    CommandLine result = run("--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "softmax-regression 1.1.0\n",
            "Deeplearning4j 1.0.0-M2.1\n",
            "ND4J 1.0.0-M2.1\n",
            "DataVec 1.0.0-M2.1\n",
            "Java " + System.getProperty("java.version"));
  }

  @Test
  void trainsEvaluatesAndPredicts() throws IOException {
    zip = folder.resolve("models/m.zip");
    CommandLine trained = run("train --epochs 2 --data", data, "--out", zip);
    assertThat(trained.err()).isEmpty();
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out())
        .contains("20 training and 10 test images of 28 x 28 (" + data + "), 10 classes")
        .contains("epoch    loss  train acc  test acc  seconds\n    1  ")
        .contains("saved " + zip + System.lineSeparator())
        .doesNotContain("\r");

    CommandLine evaluated = run("evaluate --data", data, "--model", zip);
    assertThat(evaluated.exitCode()).isZero();
    assertThat(evaluated.out()).contains("of 10)", "class 9", "rows = true class");

    CommandLine predicted = run("predict --test-index 9,0..1 --data", data, "--model", zip);
    assertThat(predicted.exitCode()).isZero();
    assertThat(predicted.out().lines().map(line -> line.strip().split(" ")[0]))
        .containsExactly("model", "index", "9", "0", "1");

    fails(
        2,
        "--test-index 10: the test set has the indices 0 to 9",
        "predict --test-index 0..10 --data",
        data,
        "--model",
        zip);
  }

  @Test
  void predictDoesNotWriteOverWhatItReads() throws IOException {
    Path picture = Files.writeString(folder.resolve("a.png"), "any");
    for (String option : new String[] {"--out", "--figure"}) {
      fails(
          2,
          picture + " would be overwritten, and is read: name another file",
          "predict",
          folder.resolve("other.png"),
          folder,
          option,
          picture);
    }
    assertThat(picture).hasContent("any");
  }

  @Test
  void tuneComparesCandidates() throws IOException {
    CommandLine result =
        run(
            "tune --folds 2 --data",
            data,
            "--candidate",
            "--epochs 1",
            "--candidate",
            "--preset best --epochs 2");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("2 folds of 20 training images")
        .containsPattern("\n  0\\.\\d{4} {21}--epochs 1\n")
        .containsPattern(
            "\n  0\\.\\d{4}  [+-]0\\.\\d{4} \\+- 0\\.\\d{4}  --preset best --epochs 2\n")
        .contains("\nhighest: --");
  }

  /** A person who watches sees nothing of a run as short as this one. */
  @Test
  void shortRunsShowNoProgress() throws IOException {
    String line = "train --epochs 1 --figures none --out " + zip;
    CommandLine watched = run(true, line);
    assertThat(watched.exitCode()).isZero();
    assertThat(watched.err()).isEmpty();
    assertThat(watched.out()).doesNotContain("\r");
    assertThat(run(line).err()).isEmpty();
    assertThat(run(true, line + " --quiet").err()).isEmpty();
  }

  @Test
  void quietLeavesResultsAlone() throws IOException {
    String options = " --epochs 1 --quiet --out ";
    assertThat(run("train" + options + zip).out())
        .matches("saved \\S+m\\.zip: test accuracy 0\\.\\d{4}, epoch 1 of 1\\R");
    assertThat(run("scratch -q --epochs 1 --figures none --out", zip).out()).hasLineCount(1);
    assertThat(run("train --validation 0.1" + options + zip).out())
        .containsPattern(": test accuracy 0\\.\\d{4}, epoch 1 of 1")
        .hasLineCount(1);
    assertThat(run("--quiet train --epochs 1 --figures none --out", zip).out()).hasLineCount(1);
    run("train --epochs 1 --figures none --out", zip);
    assertThat(run("verify -q", zip).out())
        .startsWith("all 7,850 parameters are the same")
        .hasLineCount(2);
    assertThat(run("losses --quiet --figure", folder.resolve("f.svg")).out())
        .isEqualTo(run("losses").out());
    Path blanks = folder.resolve("blanks");
    assertThat(run("notebooks start -q", blanks).out().lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("wrote "));
    assertThat(run("predict -q --test-index 0 --model nothing.zip").err()).startsWith("error: ");
  }

  @Test
  void aMissingModelIsNamed() {
    fails(1, zip + ": found no such file, expected a model zip", "evaluate --model", zip);
    fails(1, zip.toString(), "predict --test-index 0 --model", zip);
  }

  @Test
  void badDataLeavesNothingBehind() throws IOException {
    Files.write(data.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(19));
    String out = folder.resolve("new/m.zip").toString();
    List<Path> before = files();

    fails(1, "found 19 labels, expected 20", "train --data", data, "--out", out);
    assertThat(files()).isEqualTo(before);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsFoundBeforeTraining() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");

    fails(
        1, "found that it cannot be written", "train --data", data, "--out", file.resolve("m.zip"));
    fails(1, "found a folder", "train --data", data, "--out", folder);
    assertThat(file).hasContent("kept");
  }

  @Test
  void divergenceKeepsTheOldModel() throws IOException {
    Files.writeString(zip, "old");
    CommandLine result = run("train --learning-rate 1e38 --data", data, "--out", zip);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("error: epoch ").contains("the loss is not finite");
    assertThat(zip).hasContent("old");
  }

  @Test
  void verboseTellsTheBackendTheThreadsAndWhy() throws IOException {
    CommandLine given =
        run("train --epochs 1 --threads 1 --device cpu --data", data, "--out", zip, "--verbose");
    CommandLine silent = run("train --epochs 1 --data", data, "--out", zip);

    assertThat(given.exitCode()).isZero();
    assertThat(given.err().lines())
        .containsExactly(
            "ND4J computes with CpuBackend (as asked for)",
            "up to 1 thread for a minibatch, as --threads says");
    assertThat(silent.err()).isEmpty();
  }

  @Test
  void predictAndEvaluateReadNoTrainingImages() throws IOException {
    run("train --epochs 1 --data", data, "--out", zip);
    Files.delete(data.resolve("train-images-idx3-ubyte"));
    Files.delete(data.resolve("train-labels-idx1-ubyte"));
    CommandLine evaluated = run("evaluate --data", data, "--model", zip);
    CommandLine predicted = run("predict --test-index 0 --data", data, "--model", zip);

    assertThat(evaluated.exitCode()).isZero();
    assertThat(predicted.exitCode()).isZero();
  }

  @Test
  void figuresAreWrittenBesideTheZip() throws IOException {
    run("train --epochs 1 --figures PNG --data", data, "--out", zip);
    run("evaluate --data", data, "--model", zip);

    assertThat(folder)
        .isDirectoryContaining("glob:**/m-learning-curve.png")
        .isDirectoryContaining("glob:**/m-weights.png")
        .isDirectoryContaining("glob:**/m-confusion.svg");
  }

  @Test
  void figuresCanBeLeftOut() throws IOException {
    run("train --epochs 1 --figures none --data", data, "--out", zip);

    assertThat(files()).filteredOn(file -> file.toString().contains("m-")).isEmpty();
  }

  @Test
  void scratchTrainsAnOrdinaryZip() throws IOException {
    CommandLine trained = run("scratch --figures none --data", data, "--out", zip);

    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out().lines().filter(line -> line.matches(" {4}[1-5]  .*"))).hasSize(5);
    assertThat(run("evaluate --data", data, "--model", zip).exitCode()).isZero();
  }

  @Test
  void theZipRemembersTheResizedSize() throws IOException {
    CommandLine trained = run("train --resize 14 --data", data, "--out", zip);
    assertThat(trained.out()).contains("test images of 14 x 14");
    CommandLine evaluated = run("evaluate --data", data, "--model", zip);
    CommandLine predicted = run("predict --test-index 0..9 --data", data, "--model", zip);

    assertThat(evaluated.exitCode()).isZero();
    assertThat(predicted.exitCode()).isZero();
    assertThat(predicted.out().lines()).hasSize(12).first().isEqualTo("model  " + zip);
  }

  @Test
  void dataTellsSizesShapesAndDigests() {
    CommandLine result = run("data --resize 64 --batch-size 32");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("    9  ankle boot      6000    1000")
        .contains("       all            60000   10000")
        .contains("[32, 1, 64, 64] float32 as images")
        .contains("c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888");
  }

  @Test
  void dataTimeReadsEveryImageOnce() {
    for (String workers : new String[] {"1", "4"}) {
      CommandLine result = run("data time --batch-size 256 --workers", workers);

      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).contains("60,000 images in 235 minibatches of 256, " + workers);
    }
  }

  @Test
  void dataShowNamesAndDrawsTheFirst18() throws IOException {
    Path figure = folder.resolve("show.svg");
    CommandLine result = run("data show --figure", figure);

    assertThat(result.out())
        .startsWith("ankle boot, t-shirt, t-shirt, dress, t-shirt, pullover, sneaker, pullover")
        .contains("drew " + figure);
    assertThat(Files.readString(figure)).contains(">ankle boot</text", ">trouser</text");
  }

  @Test
  void lossesArePrinted() {
    assertThat(run("losses").out())
        .contains("      -3.0     4.500   -3.000     3.000   -1.000     2.500   -1.000");
  }

  @Test
  void aFigureInAFolderThatIsNotThereIsFoundBeforeAnyWork() throws IOException {
    Path figure = folder.resolve("none/a.svg");
    fails(1, figure + ": found no folder", "losses --figure", figure);
    assertThat(files()).isEmpty();
  }

  @Test
  void optionsBeforeASubcommandAreNotIgnored() throws IOException {
    CommandLine result = run("data --device cpu time");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: --device before time: expected options after it;");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    int exitCode = new Main(full, err, false).run("losses", "--device", "cpu");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("error: standard output cannot be written");
  }
}
