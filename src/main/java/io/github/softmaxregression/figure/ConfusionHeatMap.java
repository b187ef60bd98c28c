package io.github.softmaxregression.figure;

import io.github.softmaxregression.evaluation.EvaluationReport;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;

/**
 * Draws a confusion matrix as coloured cells with counts, by hand: the chart library's heat map
 * starts with the first row at the bottom.
 */
final class ConfusionHeatMap {
  private static final int CELL = 44;
  private static final int MARGIN = 16;
  private static final String CORNER = "true \\ predicted";

  private ConfusionHeatMap() {}

  static Figure of(EvaluationReport report) {
    List<String> names = report.classNames();
    int side = names.size() * CELL;
    double longest = names.stream().mapToDouble(Text::width).max().orElse(0);
    int left = (int) Math.ceil(Math.max(longest, Text.width(CORNER))) + MARGIN; // of row names
    // At 45° a column's name takes its length by the square root of ½ to the right and upwards.
    int leaning = (int) Math.ceil(longest * Math.sqrt(0.5));
    int top = leaning + 2 * MARGIN;
    return new Figure(
        left + side + leaning + MARGIN,
        top + side + MARGIN,
        graphics -> paint(graphics, report, left, top));
  }

  private static void paint(Graphics2D graphics, EvaluationReport report, int left, int top) {
    List<String> names = report.classNames();
    Text.rightAligned(graphics, CORNER, left - 8.0, top - 10.0);
    for (int i = 0; i < names.size(); i++) {
      Text.rightAligned(graphics, names.get(i), left - 8.0, top + (i + 0.5) * CELL + 4);
      AffineTransform upright = graphics.getTransform();
      graphics.translate(left + (i + 0.5) * CELL + 4, top - 8.0);
      graphics.rotate(Math.toRadians(-45));
      Text.leftAligned(graphics, names.get(i), 0, 0);
      graphics.setTransform(upright);
    }
    long[][] counts = report.confusion();
    for (int row = 0; row < names.size(); row++) {
      long support = report.support(row);
      for (int column = 0; column < names.size(); column++) {
        long count = counts[row][column];
        double share = support == 0 ? 0 : (double) count / support;
        paintCell(graphics, left + column * CELL, top + row * CELL, count, share);
      }
    }
  }

  private static void paintCell(Graphics2D graphics, int x, int y, long count, double share) {
    // The square root lets the rare errors be seen beside the many correct predictions.
    graphics.setColor(Palette.sequential(Math.sqrt(share)));
    graphics.fillRect(x, y, CELL, CELL);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.drawRect(x, y, CELL, CELL);
    graphics.setColor(Math.sqrt(share) > 0.7 ? Color.WHITE : Color.BLACK);
    String text = Long.toString(count);
    Text.centred(graphics, text, x + CELL / 2.0, y + CELL / 2.0 + 4, CELL - 4);
  }
}
