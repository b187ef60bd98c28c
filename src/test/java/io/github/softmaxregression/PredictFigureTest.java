package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figure of pictures that were classified, and that of test images, which is another. */
class PredictFigureTest {
  @TempDir private Path folder;

  @Test
  void picturesAreDrawnUpTo50AndTheRestIsCounted() throws IOException {
    ImageSet images = FashionMnist.bundled().test();
    Path pictures = Files.createDirectory(folder.resolve("mine"));
    for (int i = 0; i < 52; i++) {
      Files.write(pictures.resolve("%02d.png".formatted(i)), Pictures.png(images, i));
    }
    Files.writeString(pictures.resolve("00-letter.png"), "no picture");
    Path figure = folder.resolve("seen.svg");
    CommandLine predicted = CommandLine.run("predict --figure", figure, pictures);

    assertThat(predicted.exitCode()).isEqualTo(1);
    assertThat(predicted.out())
        .contains("drew " + figure + System.lineSeparator())
        .contains("it shows 50 pictures; 2 are left out");
    String svg = Files.readString(figure);
    assertThat(svg.split("<image ", -1)).hasSize(2 * 50 + 1);
    assertThat(svg)
        .contains(">mine" + pictures.getFileSystem().getSeparator() + "00.png</text")
        .contains(">ankle boot</text", ">taken whole</text", ">2 more left out</text");
  }

  @Test
  void testImagesAreDrawnAsBefore() throws IOException {
    Path figure = folder.resolve("test.svg");
    CommandLine.run("predict --test-index 0..2 --figure", figure);
    String svg = Files.readString(figure);
    assertThat(svg.split("<image ", -1)).hasSize(4);
    assertThat(svg.split(">trouser</text", -1)).as("true and predicted").hasSize(3);
  }
}
