package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.Pictures;
import io.github.softmaxregression.picture.cutout.Outline.Point;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was found in a picture can be shown in it, and a person may say where to look. */
class FindingTest {
  private static final Preparation USUAL = Preparation.usual(28, 28, 0);
  private static final double NEAR = 0.01; // of the picture: about one pixel of the search

  /** Paints a disc at the left and a square at the right on white. */
  private static BufferedImage discAndSquare() {
    BufferedImage picture = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 400, 200);
    graphics.setColor(Color.RED);
    graphics.fillOval(40, 40, 120, 120);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(260, 60, 80, 80);
    return picture;
  }

  private static void isNear(Box box, double left, double top, double right, double bottom) {
    assertThat(box.left()).isCloseTo(left, within(NEAR));
    assertThat(box.top()).isCloseTo(top, within(NEAR));
    assertThat(box.right()).isCloseTo(right, within(NEAR));
    assertThat(box.bottom()).isCloseTo(bottom, within(NEAR));
  }

  /** The area of a polygon by the shoelace formula, in shares of the picture's. */
  private static double area(List<Point> polygon) {
    double sum = 0;
    for (int i = 0; i < polygon.size(); i++) {
      Point a = polygon.get(i);
      Point b = polygon.get((i + 1) % polygon.size());
      sum += a.x() * b.y() - b.x() * a.y();
    }
    return sum / 2;
  }

  @Test
  void allThingsLieInTheBoxAndTheLargestInTheOutline() {
    Finding finding = Picture.of(discAndSquare(), USUAL).finding();

    assertThat(finding.searched()).isTrue();
    isNear(finding.box().orElseThrow(), 0.1, 0.2, 0.85, 0.8);
    List<Point> outline = finding.outline();
    assertThat(outline).hasSizeBetween(8, 200).allMatch(point -> point.x() < 0.41);
    assertThat(area(outline)).isCloseTo(Math.PI * 60 * 60 / 80_000, within(0.004));
  }

  @Test
  void aThingIsLookedForInTheBoxAlone() {
    Box drawn = new Box(0.55, 0.1, 0.95, 0.9);
    Picture picture = Picture.of(discAndSquare(), USUAL.within(drawn));

    isNear(picture.finding().box().orElseThrow(), 0.65, 0.3, 0.85, 0.7);
    assertThat(area(picture.finding().outline())).isCloseTo(0.2 * 0.4, within(0.004));
    assertThat(picture.pixels()).contains(255).doesNotContain(1); // the square fills the image
  }

  /** People draw close around a thing, and cut a little of it off. */
  @ParameterizedTest
  @CsvSource({"0.65,0.3,0.85,0.7", "0.66,0.32,0.84,0.68", "0.64,0.3,0.84,0.7"})
  void aBoxDrawnCloselyFindsTheThingThatItMeans(
      double left, double top, double right, double bottom) {
    Box drawn = new Box(left, top, right, bottom);
    Picture picture = Picture.of(discAndSquare(), USUAL.within(drawn));

    assertThat(picture.cutout()).isNotNull();
    isNear(picture.finding().box().orElseThrow(), 0.65, 0.3, 0.85, 0.7);
  }

  @Test
  void aBoxInWhichNothingStandsOutIsTakenWhole() {
    Box drawn = new Box(0.7, 0.4, 0.8, 0.6); // inside the square
    for (Preparation how : List.of(USUAL, USUAL.with(Invert.AUTO, Crop.NO))) {
      Picture picture = Picture.of(discAndSquare(), how.within(drawn));

      assertThat(picture.cutout()).isNull();
      assertThat(picture.finding().box()).contains(drawn);
      assertThat(picture.finding().outline())
          .containsExactly(
              new Point(0.7, 0.4), new Point(0.8, 0.4), new Point(0.8, 0.6), new Point(0.7, 0.6));
      assertThat(picture.pixels()[14 * 28 + 14]).isEqualTo((byte) 29); // the luminance of blue
    }
  }

  @Test
  void aBoxAroundAllChangesNothing() {
    Picture free = Picture.of(discAndSquare(), USUAL);
    Picture boxed = Picture.of(discAndSquare(), USUAL.within(new Box(0, 0, 1, 1)));
    assertThat(boxed.pixels()).isEqualTo(free.pixels());
    assertThat(boxed.finding().outline()).isEqualTo(free.finding().outline());
  }

  @Test
  void wherePicturesAreTakenWholeThereIsNothingToShow() {
    BufferedImage blank = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    Finding nothing = Picture.of(blank, USUAL).finding();
    assertThat(nothing).isEqualTo(new Finding(true, null, null, 0, null));
    assertThat(nothing.box()).isEmpty();
    assertThat(nothing.outline()).isEmpty();
    BufferedImage fitting = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    Finding whole = Picture.of(fitting, USUAL).finding();
    assertThat(whole).isEqualTo(new Finding(false, null, null, 0, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void boxesAndThumbnailsAreOfTheUprightPicture(int orientation) throws IOException {
    PictureReader reader = new PictureReader();
    Preparation always = USUAL.with(Invert.AUTO, Crop.YES).withThumbnail();
    byte[] turned = Pictures.resource("orientation" + orientation + ".jpg");
    Picture expected = reader.read(Pictures.resource("orientation1.jpg"), "p", always);
    Picture found = reader.read(turned, "p", always);
    BufferedImage thumbnail = found.finding().thumbnail();
    assertThat(thumbnail.getWidth()).isEqualTo(expected.finding().thumbnail().getWidth());
    assertThat(thumbnail.getHeight()).isEqualTo(expected.finding().thumbnail().getHeight());
    Box box = expected.finding().box().orElseThrow();
    double one = 3.0 / Math.min(thumbnail.getWidth(), thumbnail.getHeight()); // JPEG blurs edges
    assertThat(found.finding().box().orElseThrow().shares())
        .usingElementComparator((a, b) -> Math.abs(a - b) <= one ? 0 : Double.compare(a, b))
        .isEqualTo(box.shares());

    Box half = new Box(0, 0, 0.5, 1);
    byte[] left = reader.read(turned, "p", always.with(Invert.NO, Crop.NO).within(half)).pixels();
    byte[] same =
        reader
            .read(
                Pictures.resource("orientation1.jpg"),
                "p",
                always.with(Invert.NO, Crop.NO).within(half))
            .pixels();
    for (int i = 0; i < left.length; i++) {
      assertThat(left[i] & 0xff).isCloseTo(same[i] & 0xff, within(40));
    }
  }

  @Test
  void thumbnailsAreKeptWhereTheyAreAskedForAndAreSmall() {
    BufferedImage large = new BufferedImage(2000, 1000, BufferedImage.TYPE_INT_RGB);
    large.createGraphics().drawImage(discAndSquare(), 0, 0, 2000, 1000, null);
    assertThat(Picture.of(large, USUAL).finding().thumbnail()).isNull();
    for (Preparation how : List.of(USUAL, USUAL.within(new Box(0.5, 0, 1, 1)))) {
      Picture picture = Picture.of(large, how.withThumbnail());
      BufferedImage thumbnail = picture.finding().thumbnail();
      assertThat(thumbnail.getWidth()).isEqualTo(512);
      assertThat(thumbnail.getHeight()).isEqualTo(256);
      assertThat(thumbnail.getRGB(128, 128)).isEqualTo(Color.RED.getRGB());
      assertThat(thumbnail.getRGB(384, 128)).isEqualTo(Color.BLUE.getRGB());
      assertThat(picture.pixels()).isEqualTo(Picture.of(large, how).pixels());
    }
  }

  /** Boxes thinner than a pixel take the pixels that they touch. */
  @Test
  void boxesMayBeAsThinAsTheyLike() {
    BufferedImage picture = discAndSquare();
    double next = Math.nextUp(0.3);
    Box[] thin = {
      new Box(0.3, 0.3, next, next),
      new Box(0, 0, Double.MIN_VALUE, Double.MIN_VALUE),
      new Box(Math.nextDown(1.0), Math.nextDown(1.0), 1, 1),
      new Box(0.0033, 0, 0.0034, 1)
    };
    for (Box box : thin) {
      Finding finding = Picture.of(picture, USUAL.within(box)).finding();
      Box found = finding.box().orElseThrow();
      assertThat(found.right() - found.left()).isGreaterThan(0.0024);
      assertThat(finding.outline()).isNotEmpty();
    }
  }

  @Test
  void boxesAreRead() {
    assertThat(Box.parse("0,0.25,0.5,1")).isEqualTo(new Box(0, 0.25, 0.5, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0,0,1",
        "0,0,1,1,1",
        "0,0,1,",
        "a,0,1,1",
        "0,0,1,NaN",
        "-0.1,0,1,1",
        "0,0,1.1,1",
        "0.5,0,0.5,1",
        "0,0.6,1,0.5"
      })
  void badBoxesAreRefusedInALine(String text) {
    assertThatThrownBy(() -> Box.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the box " + text.split(",")[0])
        .hasMessageEndingWith(": expected left,top,right,bottom from 0 to 1, as in 0.1,0.2,0.8,0.9")
        .message()
        .hasLineCount(1);
  }
}
