package io.github.softmaxregression.figure;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;

/** Lines of text, placed by their anchor. */
final class Text {
  /** Size of all text that is not a chart's. */
  static final float SIZE = 12;

  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);

  private Text() {}

  /** Width of a line at the usual size, in pixels. */
  static double width(String line) {
    return Fonts.sized(SIZE).getStringBounds(line, SMOOTH).getWidth();
  }

  /** Draws a line centred on x, on the base line y, smaller if it would be wider than allowed. */
  static void centred(Graphics2D graphics, String line, float size, double x, double y, int width) {
    Font font = fitting(graphics, line, size, width);
    graphics.setFont(font);
    double length = graphics.getFontMetrics(font).getStringBounds(line, graphics).getWidth();
    graphics.drawString(line, (float) (x - length / 2), (float) y);
  }

  /** Draws a line that ends at x, on the base line y. */
  static void rightAligned(Graphics2D graphics, String line, float size, double x, double y) {
    Font font = Fonts.sized(size);
    graphics.setFont(font);
    double length = graphics.getFontMetrics(font).getStringBounds(line, graphics).getWidth();
    graphics.drawString(line, (float) (x - length), (float) y);
  }

  private static Font fitting(Graphics2D graphics, String line, float size, int width) {
    Font font = Fonts.sized(size);
    double length = graphics.getFontMetrics(font).getStringBounds(line, graphics).getWidth();
    return length <= width ? font : Fonts.sized((float) (size * width / length));
  }
}
