package io.github.softmaxregression.figure;

import io.github.softmaxregression.evaluation.EvaluationReport;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;

/**
 * A confusion matrix as coloured cells with counts. Drawn by hand: the chart library's heat map
 * starts with the first row at the bottom.
 */
final class ConfusionHeatMap implements Figure {
  private static final int CELL = 44;
  private static final int MARGIN = 16;
  private static final String CORNER = "true \\ predicted";

  private final List<String> names;
  private final long[][] counts;
  private final EvaluationReport report;
  private final int left; // room for the names of the rows
  private final int top; // room for the names of the columns, which lean to the right
  private final int right;

  ConfusionHeatMap(EvaluationReport report) {
    this.report = report;
    this.names = report.classNames();
    this.counts = report.confusion();
    double longest = names.stream().mapToDouble(Text::width).reduce(Text.width(CORNER), Math::max);
    this.left = (int) Math.ceil(longest) + MARGIN;
    // At 45° a name takes its length by the square root of ½ to the right and upwards.
    double leaning = names.stream().mapToDouble(Text::width).max().orElse(0) * Math.sqrt(0.5);
    this.top = (int) Math.ceil(leaning) + 2 * MARGIN;
    this.right = (int) Math.ceil(leaning) + MARGIN;
  }

  @Override
  public int width() {
    return left + names.size() * CELL + right;
  }

  @Override
  public int height() {
    return top + names.size() * CELL + MARGIN;
  }

  @Override
  public void paint(Graphics2D graphics) {
    graphics.setFont(Fonts.sized(Text.SIZE));
    Text.rightAligned(graphics, CORNER, Text.SIZE, left - 8.0, top - 10.0);
    for (int i = 0; i < names.size(); i++) {
      Text.rightAligned(graphics, names.get(i), Text.SIZE, left - 8.0, top + (i + 0.5) * CELL + 4);
      AffineTransform upright = graphics.getTransform();
      graphics.translate(left + (i + 0.5) * CELL + 4, top - 8.0);
      graphics.rotate(Math.toRadians(-45));
      graphics.setFont(Fonts.sized(Text.SIZE));
      graphics.drawString(names.get(i), 0, 0);
      graphics.setTransform(upright);
    }
    for (int row = 0; row < names.size(); row++) {
      for (int column = 0; column < names.size(); column++) {
        paintCell(graphics, row, column);
      }
    }
  }

  private void paintCell(Graphics2D graphics, int row, int column) {
    long support = report.support(row);
    double share = support == 0 ? 0 : (double) counts[row][column] / support;
    int x = left + column * CELL;
    int y = top + row * CELL;
    // The square root lets the rare mistakes be seen beside the many hits.
    graphics.setColor(Palette.sequential(Math.sqrt(share)));
    graphics.fillRect(x, y, CELL, CELL);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.drawRect(x, y, CELL, CELL);
    graphics.setColor(Math.sqrt(share) > 0.7 ? Color.WHITE : Color.BLACK);
    Text.centred(
        graphics,
        Long.toString(counts[row][column]),
        Text.SIZE,
        x + CELL / 2.0,
        y + CELL / 2.0 + 4,
        CELL - 4);
  }
}
