package io.github.softmaxregression.figure;

import io.github.softmaxregression.data.ForeignText;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;

/** Draws lines of text, placed by their anchor, in the usual size of text that is not a chart's. */
final class Text {
  private static final float SIZE = 12;
  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);

  private Text() {}

  static double width(String line) {
    return Fonts.sized(SIZE).getStringBounds(line, SMOOTH).getWidth();
  }

  /** Draws a line centred on x, on the base line y, smaller if it would be wider than allowed. */
  static void centred(Graphics2D graphics, String line, double x, double y, int width) {
    Font font = Fonts.sized(SIZE);
    double length = width(graphics, font, line);
    if (length > width) {
      font = Fonts.sized((float) (SIZE * width / length));
      length = width(graphics, font, line);
    }
    draw(graphics, font, line, x - length / 2, y);
  }

  static void rightAligned(Graphics2D graphics, String line, double x, double y) {
    Font font = Fonts.sized(SIZE);
    draw(graphics, font, line, x - width(graphics, font, line), y);
  }

  static void leftAligned(Graphics2D graphics, String line, double x, double y) {
    draw(graphics, Fonts.sized(SIZE), line, x, y);
  }

  /** Draws a line in some size, smaller if it would be wider than allowed. */
  static void leftAligned(
      Graphics2D graphics, String line, double x, double y, int width, float size) {
    Font font = Fonts.sized(size);
    double length = width(graphics, font, line);
    draw(
        graphics, length > width ? Fonts.sized((float) (size * width / length)) : font, line, x, y);
  }

  private static double width(Graphics2D graphics, Font font, String line) {
    return graphics.getFontMetrics(font).getStringBounds(line, graphics).getWidth();
  }

  private static void draw(Graphics2D graphics, Font font, String line, double x, double y) {
    graphics.setFont(font);
    graphics.drawString(ForeignText.plain(line), (float) x, (float) y);
  }
}
