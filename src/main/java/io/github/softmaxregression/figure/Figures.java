package io.github.softmaxregression.figure;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.Calibration;
import io.github.softmaxregression.evaluation.Calibration.Bin;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.figure.LineChart.Look;
import io.github.softmaxregression.figure.TileGrid.Tile;
import io.github.softmaxregression.model.Losses;
import io.github.softmaxregression.training.EpochMetrics;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws every figure of the chapter. */
public final class Figures {
  private static final int WEIGHT_COLUMNS = 5;
  private static final int MISTAKE_COLUMNS = 9;

  private Figures() {}

  /** Draws images in rows of so many columns, each with the lines of its title above it. */
  public static Figure imageGrid(ImageSet images, List<List<String>> titles, int columns) {
    if (titles.size() != images.size()) {
      throw new IllegalArgumentException(
          titles.size() + " titles for " + images.size() + " images");
    }
    List<Tile> tiles = new ArrayList<>();
    for (List<String> title : titles) {
      byte[] pixels = images.image(tiles.size());
      IntUnaryOperator grey = i -> 0x010101 * (pixels[i] & 0xff);
      tiles.add(new Tile(title, picture(images.width(), images.height(), grey)));
    }
    return TileGrid.of(tiles, columns);
  }

  static BufferedImage picture(int width, int height, IntUnaryOperator rgb) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = IntStream.range(0, width * height).map(rgb).toArray();
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    return picture;
  }

  /** Draws mistakes: images with true class, predicted class and its probability above them. */
  public static Figure mistakes(List<Misclassification> mistakes, ImageSet images) {
    List<String> names = images.classNames();
    List<List<String>> titles = new ArrayList<>();
    for (Misclassification mistake : mistakes) {
      String probability = "%.1f %%".formatted(100 * mistake.probability());
      titles.add(List.of(names.get(mistake.truth()), names.get(mistake.predicted()), probability));
    }
    int[] indices = mistakes.stream().mapToInt(Misclassification::index).toArray();
    return imageGrid(images.select(indices), titles, MISTAKE_COLUMNS);
  }

  /**
   * Draws what each class looks for: its column of W as a picture. Blue speaks against the class,
   * red for it, white says nothing; all pictures share one scale.
   *
   * @param weights [height * width, classes]
   */
  public static Figure weightPictures(
      INDArray weights, List<String> classNames, int height, int width) {
    double largest = weights.amaxNumber().doubleValue();
    float[][] columns = weights.transpose().toFloatMatrix(); // [classes, height * width]
    List<Tile> tiles = new ArrayList<>();
    for (String name : classNames) {
      float[] column = columns[tiles.size()];
      IntUnaryOperator color =
          i -> Palette.diverging(largest == 0 ? 0 : column[i] / largest).getRGB();
      tiles.add(new Tile(List.of(name), picture(width, height, color)));
    }
    return TileGrid.of(tiles, WEIGHT_COLUMNS);
  }

  /** Draws loss, train accuracy and validation or test accuracy by epoch. */
  public static Figure learningCurve(List<EpochMetrics> epochs) {
    ToDoubleFunction<EpochMetrics> x = EpochMetrics::epoch;
    return new LineChart("", "epoch", "")
        .decimals("0", "0.00")
        .marked("train loss", Look.FIRST, epochs, x, EpochMetrics::loss)
        .marked("train accuracy", Look.SECOND, epochs, x, EpochMetrics::trainAccuracy)
        .marked("validation accuracy", Look.THIRD, epochs, x, EpochMetrics::validationAccuracy)
        .marked("test accuracy", Look.THIRD, epochs, x, EpochMetrics::testAccuracy)
        .figure();
  }

  /** Draws accuracy against confidence: the same where a model is as often right as sure. */
  public static Figure reliability(Calibration calibration) {
    double[] diagonal = {0, 1};
    List<Bin> filled = calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
    return new LineChart("", "confidence", "accuracy")
        .decimals("0.0", "0.0")
        .line("as often right as sure", Look.SECOND, diagonal, diagonal)
        .marked("this model", Look.FIRST, filled, Bin::confidence, Bin::accuracy)
        .figure();
  }

  /** Draws squared, absolute and Huber's loss and their derivatives, from −3 to 3. */
  public static Figure losses() {
    double[] fine = IntStream.rangeClosed(-30, 30).mapToDouble(i -> i / 10.0).toArray();
    double[] corners = {-3, -1, -1e-9, 0, 1e-9, 1, 3}; // between them derivatives are straight
    double[] jump = values(Losses::absoluteGradient, corners);
    jump[3] = Double.NaN; // at 0 it has no derivative, and the line a gap
    String prediction = "prediction, where the truth is 0";
    return Figure.sideBySide(
        new LineChart("loss", prediction, "")
            .line("squared", Look.FIRST, fine, values(Losses::squared, fine))
            .line("absolute", Look.SECOND, fine, values(Losses::absolute, fine))
            .line("Huber", Look.THIRD, fine, values(Losses::huber, fine))
            .figure(),
        new LineChart("derivative", prediction, "")
            .line("squared", Look.FIRST, corners, values(Losses::squaredGradient, corners))
            .line("absolute", Look.SECOND, corners, jump)
            .line("Huber", Look.THIRD, corners, values(Losses::huberGradient, corners))
            .figure());
  }

  private static double[] values(BinaryOperator<INDArray> loss, double[] predictions) {
    INDArray target = Nd4j.zeros(DataType.DOUBLE, predictions.length);
    return loss.apply(target, Nd4j.createFromArray(predictions)).toDoubleVector();
  }

  /** Draws the confusion matrix: rows = true class, columns = predicted class, darker = more. */
  public static Figure confusion(EvaluationReport report) {
    return ConfusionHeatMap.of(report);
  }
}
