package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.FatJar.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of it when a student changes the network in SoftmaxConfiguration. */
class OtherLayersIT {
  private static final String NAME = "io/github/softmaxregression/model/SoftmaxConfiguration.java";
  private static final String OUTPUT = ".layer(\n            new OutputLayer";

  @TempDir private Path folder;
  private Path classes;

  @BeforeEach
  void addALayer() throws IOException {
    String dense = "new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder().nIn(inputs).nOut(8)";
    String layer = ".layer(" + dense + ".activation(Activation.RELU).build())";
    change(" .nIn(inputs)", " .nIn(8)", OUTPUT, layer + OUTPUT);
  }

  /** Compiles the class with changes: pairs of what is written and what is to be. */
  private void change(String... pairs) throws IOException {
    String source = Files.readString(Path.of("src/main/java", NAME));
    for (int i = 0; i < pairs.length; i += 2) {
      assertThat(source).contains(pairs[i]);
      source = source.replace(pairs[i], pairs[i + 1]);
    }
    Path file = folder.resolve("src").resolve(NAME);
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    classes = Files.createDirectories(folder.resolve("classes"));
    String jar = System.getProperty("softmaxregression.jar");
    String[] options = {"-cp", jar, "-proc:none", "-d", classes.toString(), file.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
  }

  private Result run(String line) throws Exception {
    return FatJar.in(folder).runOver(classes, line.split(" "));
  }

  @Test
  void itIsTrainedSavedAndUsed() throws Exception {
    Result trained = run("train --epochs 1 --learning-rate 0.3 --out deep.zip");
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out()).contains("saved deep.zip", "drew deep-learning-curve.svg");
    assertThat(trained.out()).doesNotContain("weights");
    assertThat(Files.readString(folder.resolve("deep-report.html")))
        .contains("Class by class")
        .doesNotContain("What the network looks for");
    Result evaluated = run("evaluate --model deep.zip --figures none");
    assertThat(evaluated.out()).contains("accuracy");
    assertThat(evaluated.exitCode()).isZero();
    Result predicted = FatJar.in(folder).run("predict", "--model=deep.zip", "--test-index=2");
    assertThat(predicted.err()).isEmpty(); // by the program as it was, too
    assertThat(predicted.out()).contains("trouser");
  }

  @Test
  void whatNeedsOneLayerIsRefusedInALine() throws Exception {
    for (String line :
        new String[] {"train --preset best", "scratch --epochs 1", "train --from best"}) {
      Result refused = run(line);
      assertThat(refused.err())
          .startsWith("error: ")
          .contains("SoftmaxConfiguration", ": found ", ", expected ", "; ")
          .doesNotContain("bug")
          .hasLineCount(1);
      assertThat(refused.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void whatDeeplearning4jRefusesIsToldInALine() throws Exception {
    change("Activation.SOFTMAX", "Activation.SIGMOID");
    Result refused = run("train --epochs 1");
    assertThat(refused.err())
        .startsWith("error: SoftmaxConfiguration.java: found a network that Deeplearning4j refuses")
        .doesNotContain("bug")
        .hasLineCount(1);
    assertThat(refused.exitCode()).isEqualTo(1);
  }
}
