package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.Provenance;
import io.github.softmaxregression.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training goes on from any model of one softmax layer. */
class TrainFromTest {
  private static final String FOREIGN = "src/test/resources/cases/exchange/";

  @TempDir private Path folder;

  private CommandLine run(String command, Object... more) {
    CommandLine result = CommandLine.run(command, more);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    return result;
  }

  private static float[] parameters(ModelSource zip) throws IOException {
    return StoredModel.loadNetwork(zip).softmaxRegression().orElseThrow().state().parameters();
  }

  /** A step so small that it changes nothing leaves the parameters where they were. */
  @Test
  void itBeginsWhereTheOtherModelIs() throws IOException {
    Path zip = folder.resolve("m.zip");
    String small = "train --epochs 1 --learning-rate 1e-30 --figures none --out " + zip;
    CommandLine trained = run(small + " --from best");
    assertThat(trained.out())
        .contains("going on from the parameters of fashion-mnist-best (shipped with the program)")
        .contains("0.8493");
    float[] best = parameters(ModelSource.of("best"));
    assertThat(parameters(ModelSource.file(zip))).isEqualTo(best);
    run(small + " --centered --from best");
    assertSame(parameters(ModelSource.file(zip)), best);
  }

  private static void assertSame(float[] found, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void itIsRecordedAndCanBeVerified() throws IOException {
    Path other = folder.resolve("other.zip");
    run("import", FOREIGN + "torch-linear.onnx", "--out", other);
    Path zip = folder.resolve("m.zip");
    run("train --epochs 1 --out " + zip, "--from", other);
    Provenance made = StoredModel.provenance(ModelSource.file(zip)).orElseThrow();
    assertThat(made.from().name()).isEqualTo("other.zip");
    assertThat(made.from().sha256()).hasSize(64);
    assertThat(run("card", zip).out()).contains("went on from | other.zip, SHA-256 `");
    assertThat(Files.readString(folder.resolve("m-report.html"))).contains("went on from");
    CommandLine.fails(1, "went on from other.zip", "verify", zip);
    CommandLine.fails(1, "that zip, not fashion-mnist-best.zip", "verify", zip, "--from", "best");
    assertThat(run("verify", zip, "--from", other).out()).contains("so is every byte of");
  }

  /** Folders come in alphabetical order; the classes keep the model's. */
  @Test
  void classesKeepTheirOrder() throws IOException {
    Path data = folder.resolve("pictures");
    ImageSet images = FashionMnist.bundled().test();
    for (int i = 0; i < 200; i++) {
      Path ofClass = data.resolve(images.classNames().get(images.label(i)));
      Files.createDirectories(ofClass);
      Files.write(ofClass.resolve(i + ".png"), Pictures.png(images, i));
    }
    Path zip = folder.resolve("m.zip");
    run(
        "train --epochs 1 --learning-rate 1e-30 --from best --crop no --out " + zip,
        "--data",
        data);
    StoredModel model = StoredModel.load(zip);
    assertThat(model.input().classNames()).isEqualTo(images.classNames());
    assertSame(parameters(ModelSource.file(zip)), parameters(ModelSource.of("best")));
    assertThat(run("verify --from best", zip, "--data", data).out()).contains("every byte");
  }

  @Test
  void whatCannotGoOnIsRefused() throws IOException {
    Path deep = folder.resolve("deep.zip");
    run("import", FOREIGN + "torch-deep.onnx", "--out", deep);
    CommandLine.fails(
        1, "found a network of 2 layers, expected one softmax layer", "train", "--from", deep);
    Path named = folder.resolve("names");
    Files.writeString(named, "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\n");
    Path other = folder.resolve("other.zip");
    run("import", FOREIGN + "torch-linear.onnx", "--out", other, "--labels", named);
    CommandLine.fails(1, "classes of other names, as A", "train", "--from", other);
    CommandLine.fails(1, "a model of 28 x 28 pixels", "train --from best --size 14");
    CommandLine.fails(2, "would be overwritten", "train", "--from", other, "--out", other);
    CommandLine.fails(
        2,
        "would be overwritten",
        "import",
        FOREIGN + "torch-linear.onnx",
        "--out",
        FOREIGN + "torch-linear.onnx");
    CommandLine.fails(2, "would be overwritten", "export --format onnx", other, "--out", other);
    CommandLine.fails(1, "no such file", "train", "--from", folder.resolve("none.zip"));
  }
}
