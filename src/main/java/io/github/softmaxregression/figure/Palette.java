package io.github.softmaxregression.figure;

import java.awt.Color;

/** Colours that a colour-blind reader can tell apart. */
final class Palette {
  // From the palette of Okabe and Ito, "Color universal design" (2008).
  static final Color BLUE = new Color(0x0072B2);
  static final Color ORANGE = new Color(0xD55E00);
  static final Color GREEN = new Color(0x009E73);

  private static final Color WHITE = Color.WHITE;
  private static final Color DEEP_BLUE = new Color(0x2166AC);
  private static final Color DEEP_RED = new Color(0xB2182B);

  private Palette() {}

  /** Blue at −1, white at 0, red at 1. */
  static Color diverging(double value) {
    return mix(WHITE, value < 0 ? DEEP_BLUE : DEEP_RED, Math.abs(value));
  }

  /** White at 0, blue at 1. */
  static Color sequential(double value) {
    return mix(WHITE, DEEP_BLUE, value);
  }

  private static Color mix(Color from, Color to, double share) {
    double part = Math.min(Math.max(share, 0), 1);
    return new Color(
        (int) Math.round(from.getRed() + part * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + part * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + part * (to.getBlue() - from.getBlue())));
  }
}
