package io.github.softmaxregression.figure;

import java.awt.Graphics2D;

/** Something to look at, drawn on a white ground of its own size. */
public interface Figure {
  /** Width at 100 %, in pixels. */
  int width();

  /** Height at 100 %, in pixels. */
  int height();

  /** Draws it with its upper left corner at the origin. */
  void paint(Graphics2D graphics);
}
