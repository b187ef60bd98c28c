package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.IdxFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line inside this process: messages, exit codes, what is drawn on a terminal. */
class MainTest {
  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  private static Result run(boolean terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = new Main(new PrintStream(out), new PrintStream(err), terminal).run(args);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Result run(String... args) {
    return run(false, args);
  }

  /** The named exit code, nothing on standard output, one line on standard error. */
  private static void fails(int exitCode, String message, String... args) {
    Result result = run(args);
    assertThat(result.err()).startsWith("error: ").contains(message);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertThat(result.out()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private Path smallDataSet() throws IOException {
    Path data = folder.resolve("data");
    IdxFiles.writeSmallDataSet(data);
    return data;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --foo                            | unknown option --foo; see 'softmax-regression --help'
          trian                            | unknown argument trian
          train --foo                      | unknown option --foo; see 'softmax-regression train --help'
          train extra                      | unknown argument extra
          train --epochs                   | --epochs
          train --epochs 0                 | epochs 0: expected 1 or more
          train --epochs ten               | 'ten'
          train --batch-size -1            | batch size -1: expected 1 or more
          train --learning-rate 0          | learning rate 0.0: expected a number above 0
          train --learning-rate NaN        | learning rate NaN
          train --seed 1.5                 | '1.5'
          train --resize 0                 | --resize: size 0 x 0: expected 1 or more
          train --resize -5                | --resize: size -5 x -5
          train --resize 100000            | --resize: size 100000 x 100000: expected at most 189 x 189
          scratch --epochs 0               | epochs 0: expected 1 or more
          losses --figure a.gif            | a.gif: expected a name ending in .svg or .png
          data show --figure noextension   | noextension: expected a name ending in .svg or .png
          data time --workers 0            | --workers 0: expected 1 to 64
          train --threads 0                | --threads 0: expected 1 to 1024
          predict --test-index 0 --threads 2000 | --threads 2000: expected 1 to 1024
          evaluate --threads two           | 'two'
          benchmark --runs 0               | --runs 0: expected 1 to 1000
          data time --batch-size 0         | batch size 0: expected 1 or more
          evaluate --figures gif           | --figures
          evaluate --test-index 1          | unknown option --test-index
          predict                          | no picture: expected FILE or --test-index RANGE
          predict a.png --test-index 1     | FILE and --test-index: expected one of them
          predict a.png --top 0            | --top 0: expected 1 or more
          predict --test-index 5..1        | the range 5..1 is empty
          predict --test-index x           | expected 7, 0..5 or 0..5,17
          train --gce-q 2                  | q of the generalized cross-entropy 2.0: expected from 0 to 1
          train --recipe other             | 'other'
          train --preset other             | 'other'
          train --checkpoint-every 0       | --checkpoint-every 0: expected 1 or more
          tune --folds 1                   | --folds 1: expected 2 to 100
          train --momentum 0.9             | momentum 0.9: expected the optimizer nesterov, which has one
          train --optimizer momentum       | 'momentum'
          train --optimizer polyak         | optimizer polyak: expected sgd, nesterov or adam
          train --label-smoothing 0.1      | unknown option --label-smoothing
          train --validation 0.999999      | --validation: share 0.999999 of 60000 images: expected images on both
          tune --candidate --nonsense      | '--nonsense': Unknown option
          serve --port 70000               | --port 70000: expected 0 to 65535
          serve --port http                | 'http'
          serve --max-batch 0              | --max-batch 0: expected 1 or more
          serve --max-requests -1          | --max-requests -1: expected 1 or more
          serve --timeout 0                | --timeout 0: expected 1 to 3600
          serve --test-fraction 2          | --test-fraction 2.0: expected more than 0
          serve model.zip                  | unknown argument model.zip
          """)
  void aWrongCommandLineIsExitCode2(String line, String message) {
    fails(2, message, line.split(" "));
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
        "data",
        "data show",
        "data time",
        "notebooks",
        "notebooks export",
        "notebooks check",
        "backend",
        "benchmark"
      })
  void helpIsEverywhere(String command) {
    Result result = run((command + " --help").strip().split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: softmax-regression " + command).contains("--help");
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    // An option without a description would be followed by the next one at once.
    assertThat(result.out()).doesNotContainPattern("\n +(-\\w, )?--\\S+ *(\n {0,9}\\S|\n$|$)");
  }

  @Test
  void aServerThatCannotListenOrHasNoModelIsExitCode1() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      fails(
          1, "127.0.0.1:" + port + ": found that it cannot listen there", "serve", "--port", port);
    }
    fails(
        1,
        "192.0.2.1:0: found that it cannot listen there",
        "serve",
        "--host",
        "192.0.2.1",
        "--port",
        "0");
    fails(
        1,
        "no.such.host.invalid:0: found that it cannot listen",
        "serve",
        "--host",
        "no.such.host.invalid",
        "--port",
        "0");
    fails(1, "nowhere: found nothing there", "serve", "--port", "0", "--data", "nowhere");
    fails(1, "missing.zip: found no such file", "serve", "--port", "0", "--model", "missing.zip");
    Path bad = Files.writeString(folder.resolve("bad.zip"), "hello");
    fails(1, "found no sound zip archive", "serve", "--port", "0", "--model", bad.toString());
  }

  @Test
  void versionNamesTheLibraries() {
    Result result = run("--version");

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
    String data = smallDataSet().toString();
    String zip = folder.resolve("models/m.zip").toString();

    Result trained = run("train", "--data", data, "--out", zip, "--epochs", "2");
    assertThat(trained.err()).isEmpty();
    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out())
        .contains("20 training and 10 test images of 28 x 28 (" + data + "), 10 classes")
        .contains("epoch    loss  train acc  test acc  seconds\n    1  ")
        .contains("saved " + zip + System.lineSeparator())
        .doesNotContain("\r");

    Result evaluated = run("evaluate", "--data", data, "--model", zip);
    assertThat(evaluated.exitCode()).isZero();
    assertThat(evaluated.out()).contains("of 10)", "ankle boot", "rows = true class");

    Result predicted = run("predict", "--data", data, "--model", zip, "--test-index", "9,0..1");
    assertThat(predicted.exitCode()).isZero();
    assertThat(predicted.out().lines().map(line -> line.strip().split(" ")[0]))
        .containsExactly("index", "9", "0", "1");

    fails(
        2,
        "--test-index 10: the test set has the indices 0 to 9",
        "predict",
        "--data",
        data,
        "--model",
        zip,
        "--test-index",
        "0..10");
  }

  @Test
  void predictDoesNotWriteOverWhatItReads() throws IOException {
    Path picture = Files.writeString(folder.resolve("a.png"), "any");
    for (String option : new String[] {"--out", "--figure"}) {
      fails(
          2,
          picture + " would be overwritten, and is read: name another file",
          "predict",
          folder.resolve("other.png").toString(),
          folder.toString(),
          option,
          picture.toString());
    }
    assertThat(picture).hasContent("any");
  }

  @Test
  void tuneComparesCandidates() throws IOException {
    Result result =
        run(
            "tune",
            "--data",
            smallDataSet().toString(),
            "--folds",
            "2",
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

  @Test
  void progressIsDrawnOnATerminalOnly() throws IOException {
    String out = folder.resolve("m.zip").toString();
    // Small minibatches: the epoch lasts longer than the tenth of a second between two redraws.
    Result result = run(true, "train", "--epochs", "1", "--batch-size", "8", "--out", out);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("\repoch 1/1 [=");
    // The bar is wiped out before the row is printed over it.
    assertThat(result.out()).containsPattern("\\r {70}\\r {4}1  ");
  }

  @Test
  void aMissingModelIsNamed() {
    String zip = folder.resolve("none.zip").toString();
    fails(1, zip + ": found no such file, expected a model zip", "evaluate", "--model", zip);
    fails(1, zip, "predict", "--model", zip, "--test-index", "0");
  }

  @Test
  void badDataLeavesNothingBehind() throws IOException {
    Path data = smallDataSet();
    Files.write(data.resolve("train-labels-idx1-ubyte"), IdxFiles.labels(19));
    String out = folder.resolve("new/m.zip").toString();
    List<Path> before = files();

    fails(1, "found 19 labels, expected 20", "train", "--data", data.toString(), "--out", out);
    assertThat(files()).isEqualTo(before);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsFoundBeforeTraining() throws IOException {
    Path data = smallDataSet();
    Path file = Files.writeString(folder.resolve("file"), "kept");

    fails(
        1,
        "found that it cannot be written",
        "train",
        "--data",
        data.toString(),
        "--out",
        file.resolve("m.zip").toString());
    fails(1, "found a folder", "train", "--data", data.toString(), "--out", folder.toString());
    assertThat(file).hasContent("kept");
  }

  @Test
  void divergenceKeepsTheOldModel() throws IOException {
    Path data = smallDataSet();
    Path zip = Files.writeString(folder.resolve("m.zip"), "old");
    Result result =
        run("train", "--data", data.toString(), "--out", zip.toString(), "--learning-rate", "1e38");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("error: epoch ").contains("the loss is not finite");
    assertThat(zip).hasContent("old");
  }

  @Test
  void verboseTellsTheBackendTheThreadsAndWhy() throws IOException {
    String data = smallDataSet().toString();
    String zip = folder.resolve("m.zip").toString();
    Result given =
        run(
            "train",
            "--data",
            data,
            "--out",
            zip,
            "--epochs",
            "1",
            "--threads",
            "1",
            "--device",
            "cpu",
            "--verbose");
    Result silent = run("train", "--data", data, "--out", zip, "--epochs", "1");

    assertThat(given.exitCode()).isZero();
    assertThat(given.err().lines())
        .containsExactly(
            "ND4J computes with CpuBackend (as asked for)",
            "ND4J uses 1 thread, as --threads says");
    assertThat(silent.err()).isEmpty();
  }

  @Test
  void predictAndEvaluateReadNoTrainingImages() throws IOException {
    Path data = smallDataSet();
    String zip = folder.resolve("m.zip").toString();
    run("train", "--data", data.toString(), "--out", zip, "--epochs", "1");
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith("train-")) {
        Files.delete(file);
      }
    }
    Result evaluated = run("evaluate", "--data", data.toString(), "--model", zip);
    Result predicted =
        run("predict", "--data", data.toString(), "--model", zip, "--test-index", "0");

    assertThat(evaluated.exitCode()).isZero();
    assertThat(predicted.exitCode()).isZero();
  }

  @Test
  void figuresAreWrittenBesideTheZip() throws IOException {
    String data = smallDataSet().toString();
    String zip = folder.resolve("m.zip").toString();
    run("train", "--data", data, "--out", zip, "--epochs", "1", "--figures", "PNG");
    run("evaluate", "--data", data, "--model", zip);

    assertThat(folder)
        .isDirectoryContaining("glob:**/m-learning-curve.png")
        .isDirectoryContaining("glob:**/m-weights.png")
        .isDirectoryContaining("glob:**/m-confusion.svg");
  }

  @Test
  void figuresCanBeLeftOut() throws IOException {
    String data = smallDataSet().toString();
    String zip = folder.resolve("m.zip").toString();
    run("train", "--data", data, "--out", zip, "--epochs", "1", "--figures", "none");

    assertThat(files()).filteredOn(file -> file.toString().contains("m-")).isEmpty();
  }

  @Test
  void scratchTrainsAnOrdinaryZip() throws IOException {
    String data = smallDataSet().toString();
    String zip = folder.resolve("s.zip").toString();
    Result trained = run("scratch", "--data", data, "--out", zip, "--figures", "none");

    assertThat(trained.exitCode()).isZero();
    assertThat(trained.out().lines().filter(line -> line.matches(" {4}[1-5]  .*"))).hasSize(5);
    assertThat(run("evaluate", "--data", data, "--model", zip).exitCode()).isZero();
  }

  @Test
  void theZipRemembersTheResizedSize() throws IOException {
    String data = smallDataSet().toString();
    String zip = folder.resolve("m.zip").toString();
    Result trained = run("train", "--data", data, "--out", zip, "--resize", "14");
    assertThat(trained.out()).contains("test images of 14 x 14");
    Result evaluated = run("evaluate", "--data", data, "--model", zip);
    Result predicted = run("predict", "--data", data, "--model", zip, "--test-index", "0..9");

    assertThat(evaluated.exitCode()).isZero();
    assertThat(predicted.exitCode()).isZero();
    assertThat(predicted.out().lines()).hasSize(11);
  }

  @Test
  void dataTellsSizesShapesAndDigests() {
    Result result = run("data", "--resize", "64", "--batch-size", "32");

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
      Result result = run("data", "time", "--batch-size", "256", "--workers", workers);

      assertThat(result.exitCode()).isZero();
      assertThat(result.out()).contains("60,000 images in 235 minibatches of 256, " + workers);
    }
  }

  @Test
  void dataShowNamesAndDrawsTheFirst18() throws IOException {
    Path figure = folder.resolve("show.svg");
    Result result = run("data", "show", "--figure", figure.toString());

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
    fails(1, figure + ": found no folder", "losses", "--figure", figure.toString());
    assertThat(files()).isEmpty();
  }

  @Test
  void optionsBeforeASubcommandAreNotIgnored() throws IOException {
    Result result = run("data", "--device", "cpu", "time");
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
