package io.github.softmaxregression.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.figure.BarChart.Bar;
import io.github.softmaxregression.training.EpochMetrics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;
import org.w3c.dom.Document;

class FigureFileTest {
  @TempDir private Path folder;

  static Stream<Figure> figures() throws IOException {
    List<String> names = List.of("a class with a very long name indeed", "b");
    EpochMetrics first = new EpochMetrics(1, 0.7, 0.75, null, 0.78, 1);
    return Stream.of(
        grid(),
        Figures.learningCurve(List.of(first)),
        Figures.learningCurve(List.of(first, new EpochMetrics(2, 0.6, 0.8, null, 0.79, 1))),
        Figures.losses(),
        bars(),
        Figures.confusion(new EvaluationReport(names, new long[][] {{3, 1}, {0, 0}}, 1)),
        Figures.weightPictures(Nd4j.randn(6, 2), names, 2, 3),
        Figures.weightPictures(Nd4j.zeros(6, 2), names, 2, 3));
  }

  private static Figure grid() throws IOException {
    ImageSet images = FashionMnist.bundled().test().select(IntStream.range(0, 18).toArray());
    return Figures.imageGrid(
        images,
        IntStream.range(0, 18)
            .mapToObj(i -> List.of(images.classNames().get(images.label(i)), "second line"))
            .toList(),
        9);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyFigureIsAWholeSvgAndPng(Figure figure) throws Exception {
    Document svg =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    // Without its document type, which would be looked up on the network.
                    FigureFile.svg(figure)
                        .replaceFirst("(?s)<!DOCTYPE.*?>", "")
                        .getBytes(StandardCharsets.UTF_8)));
    assertThat(svg.getDocumentElement().getAttribute("viewBox"))
        .isEqualTo("0 0 " + figure.width() + " " + figure.height());

    BufferedImage png = ImageIO.read(new ByteArrayInputStream(FigureFile.png(figure)));
    assertThat(png.getWidth()).isEqualTo(2 * figure.width());
    assertThat(png.getHeight()).isEqualTo(2 * figure.height());
    int[] all = png.getRGB(0, 0, png.getWidth(), png.getHeight(), null, 0, png.getWidth());
    assertThat(IntStream.of(all).distinct().count()).as("colours").isGreaterThan(2);
    // What is drawn up to the edge is cut.
    assertThat(IntStream.range(0, png.getWidth()).map(x -> png.getRGB(x, 0)))
        .containsOnly(0xffffffff);
    assertThat(IntStream.range(0, png.getHeight()).map(y -> png.getRGB(png.getWidth() - 1, y)))
        .containsOnly(0xffffffff);
    assertThat(IntStream.range(0, png.getHeight()).map(y -> png.getRGB(0, y)))
        .containsOnly(0xffffffff);
  }

  @Test
  void theGridHas2RowsOf9WithTheirTitles() throws IOException {
    String svg = FigureFile.svg(grid());

    assertThat(svg.split("<image ", -1)).hasSize(19);
    assertThat(svg.split(">second line</text", -1)).hasSize(19);
    assertThat(svg).contains(">ankle boot</text", "image-rendering=\"pixelated\"");
  }

  private static Figure bars() {
    return BarChart.of(
        List.of(new Bar("slow", 4, 1, "4 s"), new Bar("fast", 1, 2, "1 s")), "a line of text");
  }

  @Test
  void aBarIsAsLongAsItsAmountAndHasALineAtItsLimit() throws IOException {
    String svg = FigureFile.svg(bars());

    assertThat(svg).contains(">slow</text", ">4 s</text", ">fast</text", ">a line of text</text");
    // The ground; then each amount, and what of it is within the limit.
    assertThat(attributes(svg, "<rect[^>]* width=\"([^\"]*)\""))
        .containsExactly(bars().width() * 1.0, 320.0, 80.0, 80.0, 80.0);
    List<Double> starts = attributes(svg, "<rect[^>]* x=\"([^\"]*)\"");
    List<Double> lines = attributes(svg, "<line[^>]* x1=\"([^\"]*)\"");
    assertThat(lines).containsExactly(starts.get(1) + 80, starts.get(1) + 160);
  }

  private static List<Double> attributes(String svg, String pattern) {
    return Pattern.compile(pattern)
        .matcher(svg)
        .results()
        .map(match -> Double.valueOf(match.group(1)))
        .toList();
  }

  @Test
  void theSameFigureGivesTheSameBytes() throws IOException {
    assertThat(FigureFile.svg(grid())).isEqualTo(FigureFile.svg(grid()));
    assertThat(FigureFile.png(grid())).isEqualTo(FigureFile.png(grid()));
  }

  @Test
  void theNameDecidesTheFormat() throws IOException {
    Path svg = folder.resolve("a.SVG");
    Path png = folder.resolve("a.png");
    FigureFile.write(grid(), svg);
    FigureFile.write(grid(), png);

    assertThat(Files.readString(svg)).startsWith("<?xml").contains("</svg");
    assertThat(ImageIO.read(png.toFile())).isNotNull();
    assertThatThrownBy(() -> FigureFile.write(grid(), folder.resolve("a.gif")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a name ending in .svg or .png");
    assertThatThrownBy(() -> FigureFile.write(grid(), folder.resolve("none/a.png")))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("found no folder");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void weightsAreBlueBelowZeroAndRedAbove() {
    assertThat(Palette.diverging(0)).isEqualTo(java.awt.Color.WHITE);
    assertThat(Palette.diverging(-1).getBlue()).isGreaterThan(Palette.diverging(-1).getRed());
    assertThat(Palette.diverging(1).getRed()).isGreaterThan(Palette.diverging(1).getBlue());
  }
}
