package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of one softmax layer is used without ND4J: neither its classes nor its natives load. */
class PlainJavaIT {
  private static final String PICTURE =
      Path.of("src/test/resources/cases/pictures/good.jpg").toAbsolutePath().toString();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "predict --test-index 0..9",
        "predict --model photo PICTURE",
        "evaluate --figures none",
        "compare best photo"
      })
  void nd4jStaysAsleep(String command) throws Exception {
    assertThat(loaded(command)).doesNotContain(" org.nd4j.linalg.factory.Nd4j ", " org.bytedeco.");
  }

  @ParameterizedTest
  @ValueSource(strings = "losses")
  void itIsSeenWhereItIsAwake(String command) throws Exception {
    assertThat(loaded(command)).contains(" org.nd4j.linalg.factory.Nd4j ", " org.bytedeco.");
  }

  private String loaded(String command) throws Exception {
    Path log = folder.resolve("loaded.txt");
    var result =
        FatJar.in(folder)
            .javaOptions("-Xlog:class+load:file=" + log)
            .run(command.replace("PICTURE", PICTURE).split(" "));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return Files.readString(log);
  }
}
