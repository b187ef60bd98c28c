package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on a folder of a person's own pictures. */
class OwnPicturesTest {
  @TempDir private Path folder;

  @BeforeEach
  void writePictures() throws IOException {
    ImageSet images = FashionMnist.bundled().train();
    for (int i = 0; i < 100; i++) {
      Path ofClass = folder.resolve("data").resolve(images.classNames().get(images.label(i)));
      Files.createDirectories(ofClass);
      Files.write(ofClass.resolve(i + ".png"), Pictures.png(images, i));
    }
  }

  private CommandLine train(String options) {
    Path out = folder.resolve("own.zip");
    String line = "train " + options + "--figures none --epochs 2 --data";
    return CommandLine.run(line, folder.resolve("data"), "--out", out);
  }

  @Test
  void takesSettingsForPicturesAndLooksAtTheTestPicturesOnce() {
    CommandLine trained = train("");
    assertThat(trained.err()).isEmpty();
    assertThat(trained.out())
        .contains(
            "SGD 0.05 with Nesterov momentum 0.9, cosine, L2 0.003, images centred, images varied, batch size 64")
        .contains("test accuracy, looked at once: 0.");
  }

  @Test
  void anyPresetCanBeAskedFor() {
    assertThat(train("--preset chapter ").out()).contains("\nSGD 0.1, batch size 256");
    assertThat(train("--augment none ").out()).contains("images centred, batch size 64");
  }
}
