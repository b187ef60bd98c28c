package io.github.softmaxregression.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.inference.Prediction;
import io.github.softmaxregression.picture.Picture;
import io.github.softmaxregression.picture.Preparation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SeenPicturesTest {
  /** Makes a row of a black disc on white, or of nothing but white. */
  private static SeenPictures.Row row(boolean disc) {
    BufferedImage picture = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 900, 600);
    graphics.setColor(Color.BLACK);
    graphics.fillOval(300, 150, disc ? 300 : 0, 300);
    Picture prepared = Picture.of(picture, Preparation.usual(28, 28, 0).withThumbnail());
    String name = "a very long folder/with a picture of a very long name.jpg";
    return new SeenPictures.Row(
        name, prepared, new Prediction(1, List.of("bag", "shirt"), List.of(0.25, 0.75)));
  }

  @Test
  void outlineAndBoxLieOnThePictureAndWhatWasSeenBesideIt() throws IOException {
    Figure figure = SeenPictures.of(List.of(row(true), row(false)), 2);
    BufferedImage png = ImageIO.read(new ByteArrayInputStream(FigureFile.png(figure)));

    // The picture is 224 wide and 149 high, from (14, 39) on; two pixels of the PNG each.
    int edge = 2 * 14 + 448 / 3;
    int middle = 2 * (39 + 75);
    int[] across = png.getRGB(edge - 12, middle, 24, 1, null, 0, 24);
    assertThat(across).contains(Palette.ORANGE.getRGB());
    assertThat(png.getRGB(2 * 126, middle)).isEqualTo(Color.BLACK.getRGB());
    assertThat(png.getRGB(2 * (252 + 84), middle)).isEqualTo(Color.WHITE.getRGB());
    int[] all = png.getRGB(0, 0, png.getWidth(), png.getHeight(), null, 0, png.getWidth());
    assertThat(IntStream.of(all).anyMatch(rgb -> (rgb & 0xff0000) == 0 && (rgb & 0xff) > 0x80))
        .as("the blue of the box")
        .isTrue();
    assertThat(IntStream.range(0, png.getHeight()).map(y -> png.getRGB(png.getWidth() - 1, y)))
        .containsOnly(Color.WHITE.getRGB());
  }

  @Test
  void classProbabilityAndWhatWasTakenWholeAreTold() throws IOException {
    String svg = FigureFile.svg(SeenPictures.of(List.of(row(true), row(false)), 2));

    assertThat(svg).contains(">shirt</text", ">75.0 %</text");
    assertThat(svg).containsOnlyOnce(">nothing stood out: taken whole</text");
    assertThat(svg.split("<image ", -1)).hasSize(5);
    assertThat(svg.split("image-rendering=\"pixelated\"", -1)).as("not the photographs").hasSize(3);
    assertThat(svg).doesNotContain("left out");
  }

  @Test
  void thereAreAtMost50RowsAndTheRestIsCounted() throws IOException {
    List<SeenPictures.Row> rows = Collections.nCopies(51, row(false));
    assertThatThrownBy(() -> SeenPictures.of(rows, 51))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("51 pictures: expected 1 to 50");
    assertThat(FigureFile.svg(SeenPictures.of(rows.subList(0, 2), 73)))
        .contains(">71 more left out</text");
  }
}
