package io.github.softmaxregression.figure;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.evaluation.Calibration;
import io.github.softmaxregression.evaluation.EvaluationReport;
import io.github.softmaxregression.evaluation.Misclassification;
import io.github.softmaxregression.training.EpochMetrics;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every figure of the chapter. */
public final class Figures {
  private static final int WEIGHT_COLUMNS = 5;
  private static final int MISTAKE_COLUMNS = 9;

  private Figures() {}

  /**
   * Images in rows, each with its title.
   *
   * @param titles for each image the lines above it
   * @param columns images in a row
   */
  public static Figure imageGrid(ImageSet images, List<List<String>> titles, int columns) {
    if (titles.size() != images.size()) {
      throw new IllegalArgumentException(
          titles.size() + " titles for " + images.size() + " images");
    }
    List<TileGrid.Tile> tiles = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      tiles.add(new TileGrid.Tile(titles.get(i), grey(images, i)));
    }
    return new TileGrid(tiles, columns);
  }

  private static BufferedImage grey(ImageSet images, int index) {
    byte[] pixels = images.image(index);
    BufferedImage picture =
        new BufferedImage(images.width(), images.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < pixels.length; i++) {
      int value = pixels[i] & 0xff;
      picture.setRGB(i % images.width(), i / images.width(), value << 16 | value << 8 | value);
    }
    return picture;
  }

  /**
   * What each class looks for: its column of W as a picture. Blue speaks against the class, red for
   * it, white says nothing; all pictures share one scale.
   *
   * @param weights [height * width, classes]
   */
  public static Figure weightPictures(
      INDArray weights, List<String> classNames, int height, int width) {
    double largest = weights.amaxNumber().doubleValue();
    float[][] columns = weights.transpose().toFloatMatrix(); // [classes, height * width]
    List<TileGrid.Tile> tiles = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < height * width; i++) {
        double value = largest == 0 ? 0 : columns[label][i] / largest;
        picture.setRGB(i % width, i / width, Palette.diverging(value).getRGB());
      }
      tiles.add(new TileGrid.Tile(List.of(classNames.get(label)), picture));
    }
    return new TileGrid(tiles, WEIGHT_COLUMNS);
  }

  /** Loss, train accuracy and test accuracy by epoch. */
  public static Figure learningCurve(List<EpochMetrics> epochs) {
    return LineCharts.learningCurve(epochs);
  }

  /** Squared, absolute and Huber's loss and their derivatives, for predictions from −3 to 3. */
  public static Figure losses() {
    return LineCharts.losses();
  }

  /** Mistakes, the images with true class, predicted class and its probability above them. */
  public static Figure mistakes(List<Misclassification> mistakes, ImageSet images) {
    List<String> names = images.classNames();
    return imageGrid(
        images.select(mistakes.stream().mapToInt(Misclassification::index).toArray()),
        mistakes.stream()
            .map(
                mistake ->
                    List.of(
                        names.get(mistake.truth()),
                        names.get(mistake.predicted()),
                        "%.1f %%".formatted(100 * mistake.probability())))
            .toList(),
        MISTAKE_COLUMNS);
  }

  /** Accuracy against confidence: on the diagonal a classifier is as often right as it is sure. */
  public static Figure reliability(Calibration calibration) {
    return LineCharts.reliability(calibration);
  }

  /** The confusion matrix: rows = true class, columns = predicted class, darker = more. */
  public static Figure confusion(EvaluationReport report) {
    return new ConfusionHeatMap(report);
  }
}
