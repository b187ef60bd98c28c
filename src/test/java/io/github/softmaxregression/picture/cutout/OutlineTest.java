package io.github.softmaxregression.picture.cutout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.picture.cutout.Outline.Point;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlineTest {
  /** Takes rows of letters; an x is the thing's. */
  private static Mask mask(String... rows) {
    boolean[] thing = new boolean[rows.length * rows[0].length()];
    for (int i = 0; i < thing.length; i++) {
      thing[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == 'x';
    }
    return new Mask(thing, rows.length, rows[0].length());
  }

  @Test
  void nothingHasNoOutline() {
    assertThat(Outline.of(mask("..", ".."))).isEmpty();
  }

  @Test
  void aPixelIsADiamond() {
    assertThat(Outline.of(mask("...", ".x.", "...")))
        .containsExactly(
            new Point(1.5, 1), new Point(2, 1.5), new Point(1.5, 2), new Point(1, 1.5));
  }

  @Test
  void onlyTheLargestPartAndItsOuterContourCount() {
    List<Point> outline = Outline.of(mask("x.....", "..xxxx", "..x..x", "..xxxx"));
    assertThat(outline).allMatch(point -> point.x() >= 2 && point.y() >= 1);
    assertThat(outline).noneMatch(point -> point.x() == 3.5 && point.y() == 2);
    assertThat(outline).anyMatch(point -> point.x() == 6).anyMatch(point -> point.y() == 4);
  }

  @Test
  void pixelsThatTouchAtACornerHangTogether() {
    List<Point> outline = Outline.of(mask("x...", ".x..", "..x.", "...x"));
    assertThat(outline).anyMatch(point -> point.x() < 1 && point.y() < 1);
    assertThat(outline).anyMatch(point -> point.x() > 3 && point.y() > 3);
  }

  /** Noise is the raggedest thing there is. */
  @Test
  void thereAreAtMost200Points() {
    Random random = new Random(7);
    boolean[] thing = new boolean[128 * 128];
    for (int i = 0; i < thing.length; i++) {
      thing[i] = random.nextInt(10) < 6;
    }
    List<Point> outline = Outline.of(new Mask(thing, 128, 128).parts(1).filled());
    assertThat(outline).hasSizeBetween(20, 200);
    assertThat(outline)
        .allMatch(at -> at.x() >= 0 && at.x() <= 128 && at.y() >= 0 && at.y() <= 128);
  }
}
