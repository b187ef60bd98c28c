package io.github.softmaxregression.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws a chart of lines. Each line has a colour and a dash or marker of its own. */
public final class LineChart {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 360;

  /** Tells the lines of a chart apart, also without colours. */
  record Look(Color color, Marker marker, BasicStroke stroke) {
    static final Look FIRST = new Look(Palette.BLUE, SeriesMarkers.CIRCLE, new BasicStroke(2));
    static final Look SECOND =
        new Look(Palette.ORANGE, SeriesMarkers.SQUARE, stroke(BasicStroke.CAP_BUTT, 7, 4));
    static final Look THIRD =
        new Look(Palette.GREEN, SeriesMarkers.TRIANGLE_UP, stroke(BasicStroke.CAP_ROUND, 1, 5));
    private static final List<Look> ALL =
        List.of(
            FIRST,
            SECOND,
            THIRD,
            new Look(Palette.PURPLE, SeriesMarkers.DIAMOND, stroke(BasicStroke.CAP_BUTT, 12, 4)),
            new Look(Palette.GREY, SeriesMarkers.CROSS, stroke(BasicStroke.CAP_BUTT, 3, 3)));

    private static BasicStroke stroke(int cap, float dash, float gap) {
      return new BasicStroke(2, cap, BasicStroke.JOIN_ROUND, 1, new float[] {dash, gap}, 0);
    }
  }

  private final XYChart chart;

  /** Begins a chart; titles may be empty. */
  public LineChart(String title, String xTitle, String yTitle) {
    Fonts.sized(1); // before the library touches AWT
    chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    XYStyler styler = chart.getStyler();
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartTitleFont(Fonts.sized(14));
    styler.setChartTitleBoxVisible(false);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendFont(Fonts.sized(12));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setYAxisDecimalPattern("0.0");
    styler.setYAxisTickMarkSpacingHint(60);
    styler.setAxisTitleFont(Fonts.sized(12));
    styler.setAxisTickLabelsFont(Fonts.sized(11));
    styler.setPlotGridLinesStroke(new BasicStroke(1)); // dashes are drawn one by one
    styler.setPlotGridLinesColor(new Color(0xDDDDDD));
    styler.setMarkerSize(7);
  }

  /** Formats the numbers at the axes by patterns of {@link java.text.DecimalFormat}. */
  public LineChart decimals(String x, String y) {
    chart.getStyler().setXAxisDecimalPattern(x).setYAxisDecimalPattern(y);
    return this;
  }

  /** Puts equal factors of x at equal distances. */
  public LineChart logarithmic() {
    chart.getStyler().setXAxisLogarithmic(true);
    return this;
  }

  /** Adds a line, in the next look of five. */
  public LineChart line(String name, double[] x, double[] y) {
    return line(name, nextLook(), x, y);
  }

  /** Adds a line through marked points, in the next look of five. */
  public LineChart marked(String name, double[] x, double[] y) {
    Look look = nextLook();
    line(name, look, x, y);
    chart.getSeriesMap().get(name).setMarker(look.marker);
    return this;
  }

  private Look nextLook() {
    return Look.ALL.get(chart.getSeriesMap().size() % Look.ALL.size());
  }

  LineChart line(String name, Look look, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, nudged(x), nudged(y));
    series.setLineColor(look.color);
    series.setLineStyle(look.stroke);
    series.setMarkerColor(look.color);
    series.setMarker(SeriesMarkers.NONE);
    return this;
  }

  /**
   * Moves the last by less than can be seen: steps that are equal to 0.0001 become the axis' own
   * steps in XChart, round or not.
   */
  private static double[] nudged(double[] values) {
    double[] copy = values.clone();
    int last = copy.length - 1;
    if (last > 0 && Math.abs(copy[last] - copy[0]) > 0.1) {
      copy[last] += 1.5e-4;
    }
    return copy;
  }

  /** Adds a line through marked points, unless one of them lacks its y. */
  <T> LineChart marked(
      String name, Look look, List<T> points, ToDoubleFunction<T> x, Function<T, Double> y) {
    if (points.stream().map(y).allMatch(Objects::nonNull)) {
      double[] xs = points.stream().mapToDouble(x).toArray();
      line(name, look, xs, points.stream().mapToDouble(y::apply).toArray());
      chart.getSeriesMap().get(name).setMarker(look.marker);
    }
    return this;
  }

  /** Draws it. */
  public Figure figure() {
    return new Figure(WIDTH, HEIGHT, graphics -> chart.paint(graphics, WIDTH, HEIGHT));
  }
}
