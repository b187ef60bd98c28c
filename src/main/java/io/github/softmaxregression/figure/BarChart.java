package io.github.softmaxregression.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;

/** Draws amounts as bars from left to right, each with a line at its limit. */
public final class BarChart {
  private static final int LONGEST = 320; // of the bars, at 100 %
  private static final int ROW = 34;
  private static final int BAR = 20;
  private static final int GAP = 8;
  private static final int MARGIN = 16;
  private static final Color BEYOND = Palette.sequential(0.35); // the limit
  private static final BasicStroke LINE =
      new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  /**
   * One amount.
   *
   * @param amount 0 or more
   * @param limit likewise, in the same unit
   * @param label stands behind the bar
   */
  public record Bar(String name, double amount, double limit, String label) {
    private double end() {
      return Math.max(amount, limit);
    }
  }

  private BarChart() {}

  /** Draws bars from top to bottom, and a line of text below. */
  public static Figure of(List<Bar> bars, String caption) {
    int left = MARGIN + widest(bars.stream().map(Bar::name)) + GAP;
    int longestLine = LONGEST + GAP + widest(bars.stream().map(Bar::label));
    int right = Math.max(longestLine, widest(Stream.of(caption))) + MARGIN;
    double largest = bars.stream().mapToDouble(Bar::end).max().orElse(1);
    double scale = LONGEST / largest;
    int bottom = MARGIN + bars.size() * ROW;
    return new Figure(
        left + right,
        bottom + 2 * MARGIN,
        graphics -> {
          for (int i = 0; i < bars.size(); i++) {
            paint(graphics, bars.get(i), left, MARGIN + i * ROW, scale);
          }
          Text.leftAligned(graphics, caption, left, bottom + MARGIN);
        });
  }

  private static int widest(Stream<String> lines) {
    return (int) Math.ceil(lines.mapToDouble(Text::width).max().orElse(0));
  }

  private static void paint(Graphics2D graphics, Bar bar, int left, int top, double scale) {
    double limit = left + scale * bar.limit();
    double middle = top + ROW / 2.0;
    graphics.setColor(BEYOND);
    fill(graphics, left, middle, scale * bar.amount());
    graphics.setColor(Palette.BLUE);
    fill(graphics, left, middle, scale * Math.min(bar.amount(), bar.limit()));
    graphics.setColor(Palette.ORANGE);
    graphics.setStroke(LINE);
    graphics.draw(new Line2D.Double(limit, top, limit, top + ROW));
    graphics.setColor(Color.BLACK);
    Text.rightAligned(graphics, bar.name(), left - GAP, middle + 4);
    Text.leftAligned(graphics, bar.label(), left + scale * bar.end() + GAP, middle + 4);
  }

  private static void fill(Graphics2D graphics, int left, double middle, double length) {
    graphics.fill(new Rectangle2D.Double(left, middle - BAR / 2.0, length, BAR));
  }
}
