package io.github.softmaxregression;

import static io.github.softmaxregression.CommandLine.fails;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips of plain Deeplearning4j as people have them, on the command line. */
class ZipCasesTest {
  @TempDir private Path folder;

  private Path zip(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = ZipCasesTest.class.getResourceAsStream("/cases/zips/" + name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  /** Their classes have no names, the data set's have. */
  @ParameterizedTest
  @ValueSource(strings = {"softmax-losslayer.zip", "with-added-object.zip"})
  void classesAreNamedAsTheDataSetNamesThem(String name) throws IOException {
    CommandLine result = CommandLine.run("predict --test-index 0..2 --model", zip(name));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsPattern("0 +ankle boot +ankle boot +0\\.69")
        .containsPattern("1 +pullover +pullover +0\\.96")
        .containsPattern("2 +trouser +trouser +0\\.99");
    CommandLine evaluated = CommandLine.run("evaluate --figures none --model", zip(name));
    assertThat(evaluated.out()).contains("7,736 of 10,000", "ankle boot");
  }

  @Test
  void ofAPictureTheyAreNumbered() throws IOException {
    Path picture = folder.resolve("good.jpg");
    Files.write(picture, Pictures.faulty("good.jpg"));
    CommandLine result =
        CommandLine.run("predict", picture, "--model", zip("softmax-losslayer.zip"));
    assertThat(result.out()).contains("class 9");
  }

  @Test
  void aNetworkOfNoSquareIsRefused() throws IOException {
    String message = "found a network of 785 inputs, which make no square";
    fails(1, message, "predict --test-index 0 --model", zip("inputs-785.zip"));
    fails(1, message, "evaluate --figures none --model", zip("inputs-785.zip"));
    fails(1, message, "card", zip("inputs-785.zip"));
    fails(1, message, "serve --port 0 --model", zip("inputs-785.zip"));
  }
}
