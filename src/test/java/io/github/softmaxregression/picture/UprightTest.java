package io.github.softmaxregression.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softmaxregression.picture.cutout.Mask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rectangle that was turned is found as it was before. */
class UprightTest {
  private static final int SIDE = 120;

  /** Paints a rectangle of 40 x 80 in the middle, turned clockwise. */
  private static Mask rectangle(double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    boolean[] thing = new boolean[SIDE * SIDE];
    for (int i = 0; i < thing.length; i++) {
      double x = i % SIDE + 0.5 - SIDE / 2.0;
      double y = i / SIDE + 0.5 - SIDE / 2.0;
      thing[i] = Math.abs(x * cos + y * sin) <= 20 && Math.abs(y * cos - x * sin) <= 40;
    }
    return new Mask(thing, SIDE, SIDE);
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, -6, -3, 0, 3, 6, 10})
  void aTurnIsUndone(int degrees) {
    Upright upright = Upright.of(rectangle(degrees));
    assertThat(Math.toDegrees(upright.angle())).isCloseTo(degrees, within(1.01));
    assertThat(upright.height()).isCloseTo(80, within(2.5));
    assertThat(upright.width()).isCloseTo(40, within(2.5));
    assertThat(upright.x(0.5, 0.5)).isCloseTo(SIDE / 2.0, within(0.5));
    assertThat(upright.y(0.5, 0.5)).isCloseTo(SIDE / 2.0, within(0.5));
    double rightwards = upright.y(0.5, 1) - upright.y(0.5, 0);
    assertThat(rightwards).isCloseTo(40 * Math.sin(upright.angle()), within(1.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {-30, 30, 90})
  void whatIsTurnedOnPurposeIsTurnedByLittle(int degrees) {
    double angle = Math.toDegrees(Upright.of(rectangle(degrees)).angle());
    assertThat(Math.abs(angle)).isLessThanOrEqualTo(10);
  }
}
