package io.github.softmaxregression.figure;

import io.github.softmaxregression.evaluation.Calibration;
import io.github.softmaxregression.evaluation.Calibration.Bin;
import io.github.softmaxregression.model.Losses;
import io.github.softmaxregression.training.EpochMetrics;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Charts of lines. Each line has a colour and a dash or marker of its own. */
final class LineCharts {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 360;
  private static final BasicStroke SOLID = new BasicStroke(2);
  private static final BasicStroke DASHED =
      new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 4}, 0);
  private static final BasicStroke DOTTED =
      new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {1, 5}, 0);

  private LineCharts() {}

  static Figure learningCurve(List<EpochMetrics> epochs) {
    double[] x = epochs.stream().mapToDouble(EpochMetrics::epoch).toArray();
    XYChart chart = chart("epoch", "");
    line(
        chart,
        "train loss",
        x,
        epochs.stream().mapToDouble(EpochMetrics::loss).toArray(),
        Palette.BLUE,
        SOLID,
        SeriesMarkers.CIRCLE);
    line(
        chart,
        "train accuracy",
        x,
        epochs.stream().mapToDouble(EpochMetrics::trainAccuracy).toArray(),
        Palette.ORANGE,
        DASHED,
        SeriesMarkers.SQUARE);
    others(chart, "validation accuracy", x, epochs, EpochMetrics::validationAccuracy);
    others(chart, "test accuracy", x, epochs, EpochMetrics::testAccuracy);
    chart.getStyler().setXAxisDecimalPattern("0").setYAxisDecimalPattern("0.00");
    return asFigure(chart);
  }

  static Figure reliability(Calibration calibration) {
    XYChart chart = chart("confidence", "accuracy");
    double[] diagonal = {0, 1};
    line(
        chart,
        "as often right as sure",
        diagonal,
        diagonal,
        Palette.ORANGE,
        DASHED,
        SeriesMarkers.NONE);
    List<Bin> filled = calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
    line(
        chart,
        "this model",
        filled.stream().mapToDouble(Bin::confidence).toArray(),
        filled.stream().mapToDouble(Bin::accuracy).toArray(),
        Palette.BLUE,
        SOLID,
        SeriesMarkers.CIRCLE);
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    return asFigure(chart);
  }

  /** A line for an accuracy that was looked at after each epoch, if it was. */
  private static void others(
      XYChart chart,
      String name,
      double[] x,
      List<EpochMetrics> epochs,
      Function<EpochMetrics, Double> accuracy) {
    if (epochs.stream().map(accuracy).allMatch(Objects::nonNull)) {
      double[] y = epochs.stream().map(accuracy).mapToDouble(Double::doubleValue).toArray();
      line(chart, name, x, y, Palette.GREEN, DOTTED, SeriesMarkers.TRIANGLE_UP);
    }
  }

  static Figure losses() {
    INDArray prediction = Nd4j.linspace(DataType.DOUBLE, -3, 0.1, 61); // -3 to 3
    INDArray target = Nd4j.zeros(DataType.DOUBLE, prediction.length());
    XYChart values = chart("prediction, where the truth is 0", "loss");
    values.setTitle("loss");
    XYChart slopes = chart("prediction, where the truth is 0", "derivative");
    slopes.setTitle("derivative");
    double[] x = prediction.toDoubleVector();
    add(values, x, Losses.squared(target, prediction), "squared");
    add(values, x, Losses.absolute(target, prediction), "absolute");
    add(values, x, Losses.huber(target, prediction), "Huber");
    add(slopes, x, Losses.squaredGradient(target, prediction), "squared");
    add(slopes, x, Losses.absoluteGradient(target, prediction), "absolute");
    add(slopes, x, Losses.huberGradient(target, prediction), "Huber");
    return sideBySide(asFigure(values), asFigure(slopes));
  }

  private static void add(XYChart chart, double[] x, INDArray y, String name) {
    int number = chart.getSeriesMap().size();
    Color color = new Color[] {Palette.BLUE, Palette.ORANGE, Palette.GREEN}[number];
    BasicStroke stroke = new BasicStroke[] {SOLID, DASHED, DOTTED}[number];
    line(chart, name, x, y.toDoubleVector(), color, stroke, SeriesMarkers.NONE);
  }

  private static void line(
      XYChart chart,
      String name,
      double[] x,
      double[] y,
      Color color,
      BasicStroke stroke,
      Marker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineColor(color);
    series.setLineStyle(stroke);
    series.setMarkerColor(color);
    series.setMarker(marker);
  }

  private static XYChart chart(String xTitle, String yTitle) {
    Fonts.sized(1); // before the library touches AWT
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    XYStyler styler = chart.getStyler();
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartTitleFont(Fonts.sized(14));
    styler.setChartTitleBoxVisible(false);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setYAxisTickMarkSpacingHint(60);
    styler.setYAxisDecimalPattern("0.0");
    styler.setLegendFont(Fonts.sized(12));
    styler.setLegendBorderColor(Color.WHITE);
    styler.setAxisTitleFont(Fonts.sized(12));
    styler.setAxisTickLabelsFont(Fonts.sized(11));
    styler.setPlotGridLinesColor(new Color(0xDDDDDD));
    styler.setMarkerSize(7);
    return chart;
  }

  private static Figure asFigure(XYChart chart) {
    return new Figure() {
      @Override
      public int width() {
        return WIDTH;
      }

      @Override
      public int height() {
        return HEIGHT;
      }

      @Override
      public void paint(Graphics2D graphics) {
        chart.paint(graphics, WIDTH, HEIGHT);
      }
    };
  }

  private static Figure sideBySide(Figure left, Figure right) {
    return new Figure() {
      @Override
      public int width() {
        return left.width() + right.width();
      }

      @Override
      public int height() {
        return Math.max(left.height(), right.height());
      }

      @Override
      public void paint(Graphics2D graphics) {
        left.paint(graphics);
        graphics.translate(left.width(), 0);
        right.paint(graphics);
        graphics.translate(-left.width(), 0);
      }
    };
  }
}
