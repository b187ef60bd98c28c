package io.github.softmaxregression.picture.cutout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches in from the picture's edge is told from the thing by how thick it is. */
class MaskTest {
  private static final int SIDE = 40;
  private static final Mask BODY = rectangles(new int[] {10, 12, 30, 30});

  /** Paints rectangles: their top, left, bottom and right, the last ones not included. */
  private static Mask rectangles(int[]... corners) {
    boolean[] thing = new boolean[SIDE * SIDE];
    for (int[] each : corners) {
      for (int y = each[0]; y < each[2]; y++) {
        for (int x = each[1]; x < each[3]; x++) {
          thing[y * SIDE + x] = true;
        }
      }
    }
    return new Mask(thing, SIDE, SIDE);
  }

  @ParameterizedTest
  @CsvSource({"18,0,24,12", "0,19,10,22", "16,30,22,40", "30,14,40,18"})
  void anArmFromAnyEdgeIsLeftOut(int top, int left, int bottom, int right) {
    Mask found = rectangles(new int[] {10, 12, 30, 30}, new int[] {top, left, bottom, right});
    Mask alone = found.withoutArms(0.5);
    int stump = 0; // what lies next to the thing
    for (int i = 0; i < SIDE * SIDE; i++) {
      assertThat(alone.thing()[i] || !BODY.thing()[i]).isTrue();
      stump += alone.thing()[i] && !BODY.thing()[i] ? 1 : 0;
    }
    assertThat(stump).isLessThanOrEqualTo(16);
    assertThat(alone.box().top()).isBetween(8, 10);
    assertThat(alone.box().left()).isBetween(10, 12);
    assertThat(alone.box().bottom()).isBetween(30, 32);
    assertThat(alone.box().right()).isBetween(30, 32);
  }

  @Test
  void aSleeveThatEndsBeforeTheEdgeStays() {
    Mask found = rectangles(new int[] {10, 12, 30, 30}, new int[] {12, 1, 16, 39});
    assertThat(found.withoutArms(0.5).thing()).isEqualTo(found.thing());
  }

  @Test
  void ofAThingThatTouchesTheEdgeItselfNothingIsLeftOut() {
    Mask found = rectangles(new int[] {10, 12, 40, 30}, new int[] {12, 0, 16, 12});
    assertThat(found.withoutArms(0.5).thing()).isEqualTo(found.thing());
  }

  @Test
  void nothingAndEverythingStayAsTheyAre() {
    for (Mask found : new Mask[] {rectangles(), rectangles(new int[] {0, 0, SIDE, SIDE})}) {
      assertThat(found.withoutArms(0.5).thing()).isEqualTo(found.thing());
    }
  }
}
