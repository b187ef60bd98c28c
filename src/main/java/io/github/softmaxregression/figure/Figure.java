package io.github.softmaxregression.figure;

import java.awt.Graphics2D;
import java.util.function.Consumer;

/**
 * Holds something to look at, drawn on a white ground of its own size.
 *
 * @param width at 100 %, in pixels, as the height
 * @param painter draws it with its upper left corner at the origin
 */
public record Figure(int width, int height, Consumer<Graphics2D> painter) {
  /** Draws two figures beside each other. */
  public static Figure sideBySide(Figure left, Figure right) {
    return new Figure(
        left.width + right.width,
        Math.max(left.height, right.height),
        graphics -> {
          left.painter.accept(graphics);
          graphics.translate(left.width, 0);
          right.painter.accept(graphics);
          graphics.translate(-left.width, 0);
        });
  }
}
