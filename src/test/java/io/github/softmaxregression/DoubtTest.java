package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that are no clothes are told, whatever class is named. */
class DoubtTest {
  @TempDir private Path folder;

  private String note(Consumer<Graphics2D> painting, String format) throws IOException {
    BufferedImage picture = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(200, 195, 190));
    graphics.fillRect(0, 0, 400, 300);
    painting.accept(graphics);
    Path file = folder.resolve("picture.png");
    ImageIO.write(picture, "png", file.toFile());
    CommandLine result = CommandLine.run("predict --format " + format, file);
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @ParameterizedTest
  @ValueSource(ints = {0xffffff, 0, 0x808080, 0x30e0a0})
  void aBlankPictureIsToldInEveryFormat(int color) throws IOException {
    Consumer<Graphics2D> plain =
        graphics -> {
          graphics.setColor(new Color(color));
          graphics.fillRect(0, 0, 400, 300);
        };
    assertThat(note(plain, "json")).contains("\"note\": \"blank: no contrast\"");
    assertThat(note(plain, "csv"))
        .containsPattern(",blank: no contrast,[0-9.]+,fashion-mnist-best .*\r\n");
    assertThat(note(plain, "table")).contains("  note\n").contains("blank: no contrast");
  }

  @Test
  void aPictureThatIsAllTransparentIsBlank() throws IOException {
    Path file = folder.resolve("picture.png");
    Files.write(file, Pictures.faulty("png_fully_transparent.png"));
    CommandLine result = CommandLine.run("predict", file);
    assertThat(result.out()).contains("blank: no contrast");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aDiscIsUnlikeAnyClass() throws IOException {
    Consumer<Graphics2D> disc =
        graphics -> {
          graphics.setColor(Color.BLUE);
          graphics.fillOval(100, 50, 200, 200);
        };
    assertThat(note(disc, "json")).contains("\"note\": \"unlike any class\"");
  }

  @Test
  void littleContrastIsTold() throws IOException {
    Consumer<Graphics2D> shade =
        graphics -> {
          graphics.setColor(new Color(188, 183, 178));
          graphics.fillRect(100, 60, 180, 200);
        };
    assertThat(note(shade, "json")).contains("\"note\": \"little contrast\"");
  }

  @Test
  void testImagesAreMostlyLikeThoseOfTraining() throws IOException {
    var test = FashionMnist.bundled().test();
    int noted = 0;
    for (int i = 0; i < 50; i++) {
      Path file = Files.write(folder.resolve("image.png"), Pictures.png(test, i));
      noted += CommandLine.run("predict --format json", file).out().contains("note") ? 1 : 0;
    }
    assertThat(noted).isLessThan(6);
  }
}
