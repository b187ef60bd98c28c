package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training images that are most like a picture. */
class PredictSimilarTest {
  @TempDir private Path folder;

  /** Classifies the training image 12345, as a picture. */
  private CommandLine predicted(String options) throws IOException {
    ImageSet training = FashionMnist.bundled().train();
    Path picture = folder.resolve("known.png");
    Files.write(picture, Pictures.png(training, 12345));
    return CommandLine.run("predict " + options, picture);
  }

  @Test
  void aTrainingImageIsFoundItself() throws IOException {
    String name = FashionMnist.bundled().train().classNames().get(label());
    assertThat(predicted("--similar 2").out()).containsPattern(" " + name + " 12345, .+ \\d+\\R");
    assertThat(predicted("--similar 1 --format csv").out())
        .contains(",similar\r\n")
        .endsWith("," + name + " 12345\r\n");
    assertThat(predicted("--similar 1 --format jsonl").out())
        .contains("\"similar\":[{\"index\":12345,\"name\":\"" + name + "\",\"distance\":0.0}]");
    assertThat(predicted("--format csv").out()).doesNotContain("similar");
  }

  private static int label() throws IOException {
    return FashionMnist.bundled().train().label(12345);
  }

  @Test
  void testImagesHaveSimilarOnesToo() {
    assertThat(CommandLine.run("predict --test-index 0 --similar 1").out())
        .contains("ankle boot 18094");
  }

  @Test
  void asManyAsMayBeAskedFor() throws IOException {
    assertThat(predicted("--similar 101").exitCode()).isEqualTo(2);
    assertThat(predicted("--similar -1").exitCode()).isEqualTo(2);
  }
}
