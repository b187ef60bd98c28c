package io.github.softmaxregression.figure;

import java.awt.Color;

/** Names colours that a colour-blind reader can tell apart. */
final class Palette {
  // From the palette of Okabe and Ito, "Color universal design" (2008).
  static final Color BLUE = new Color(0x0072B2);
  static final Color ORANGE = new Color(0xD55E00);
  static final Color GREEN = new Color(0x009E73);
  static final Color PURPLE = new Color(0xCC79A7);
  static final Color GREY = new Color(0x5B6067);

  private static final Color DEEP_BLUE = new Color(0x2166AC);
  private static final Color DEEP_RED = new Color(0xB2182B);

  private Palette() {}

  /** Gives blue at −1, white at 0, red at 1. */
  static Color diverging(double value) {
    return mix(value < 0 ? DEEP_BLUE : DEEP_RED, Math.abs(value));
  }

  /** Gives white at 0, blue at 1. */
  static Color sequential(double value) {
    return mix(DEEP_BLUE, value);
  }

  private static Color mix(Color to, double share) {
    double part = Math.min(Math.max(share, 0), 1);
    return new Color(
        (int) Math.round(255 + part * (to.getRed() - 255)),
        (int) Math.round(255 + part * (to.getGreen() - 255)),
        (int) Math.round(255 + part * (to.getBlue() - 255)));
  }
}
