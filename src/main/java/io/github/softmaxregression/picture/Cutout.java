package io.github.softmaxregression.picture;

import io.github.softmaxregression.picture.cutout.GrabCut;
import io.github.softmaxregression.picture.cutout.Mask;
import io.github.softmaxregression.picture.cutout.PlainGround;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * A thing that was found in a picture.
 *
 * @param mask its pixels, in a smaller copy of the picture
 */
public record Cutout(Mask mask) {
  /** The longer side of the picture in which a thing is looked for: larger ones gain nothing. */
  private static final int SEARCHED = 128;

  private static final double SMALLEST = 0.01; // of the picture
  private static final double LARGEST = 0.98;
  private static final double BRIGHTEST = 0.98; // the share of a thing's pixels below full white
  private static final double LEAST_CONTRAST = 8; // levels: less is noise

  /** Looks for a thing; empty where nothing stands out from the ground. */
  static Optional<Cutout> of(ColorPicture picture) {
    ColorPicture small = picture.fitted(SEARCHED);
    int height = small.height();
    int width = small.width();
    // A painted thing may have loose parts; of a photograph's the largest is the thing.
    Mask found =
        PlainGround.thing(small.colors(), height, width)
            .map(thing -> new Mask(thing, height, width).parts(0.02))
            .orElseGet(
                () ->
                    new Mask(GrabCut.thing(small.colors(), height, width), height, width).parts(1))
            .filled();
    double share = found.share();
    return share < SMALLEST || share > LARGEST ? Optional.empty() : Optional.of(new Cutout(found));
  }

  /** The thing in grey, bright on black, and whether bright and dark were exchanged for that. */
  record Shown(GreyPicture picture, boolean inverted) {}

  /**
   * Shows the thing as its difference from the ground, stretched to the full range.
   *
   * @param picture in which it was found, or the same one larger
   */
  Shown show(ColorPicture picture, Invert invert, double silhouette) {
    ColorPicture small = picture.fitted(SEARCHED);
    double[] ground = ground(small);
    double[] darker = new double[mask.thing().length]; // than the ground
    for (int i = 0; i < darker.length; i++) {
      darker[i] = ground(ground, i / mask.width(), i % mask.width()) - small.luminance(i);
    }
    double[] inside = inside(darker);
    boolean inverted =
        invert == Invert.AUTO ? inside[inside.length / 2] >= 0 : invert == Invert.YES;
    double sign = inverted ? 1 : -1;
    double[] contrasts = Arrays.stream(inside).map(each -> sign * each).sorted().toArray();
    double most = Math.max(LEAST_CONTRAST, contrasts[(int) (BRIGHTEST * (contrasts.length - 1))]);

    Mask.Box box = mask.box();
    double scale = (double) picture.height() / mask.height();
    double across = (double) picture.width() / mask.width();
    int top = (int) Math.round(box.top() * scale);
    int left = (int) Math.round(box.left() * across);
    int rows = Math.max(1, (int) Math.round(box.bottom() * scale) - top);
    int columns = Math.max(1, (int) Math.round(box.right() * across) - left);
    byte[] brightness = new byte[rows * columns];
    for (int y = 0; y < rows; y++) {
      double maskY = (top + y + 0.5) / scale - 0.5;
      for (int x = 0; x < columns; x++) {
        double maskX = (left + x + 0.5) / across - 0.5;
        int pixel = (top + y) * picture.width() + left + x;
        double contrast = sign * (ground(ground, maskY, maskX) - picture.luminance(pixel));
        double tone = Math.min(1, Math.max(0, contrast / most));
        double value = covered(maskY, maskX) * (silhouette + (1 - silhouette) * tone);
        brightness[y * columns + x] = (byte) Math.round(255 * value);
      }
    }
    return new Shown(new GreyPicture(brightness, rows, columns), inverted);
  }

  private double[] inside(double[] values) {
    double[] inside = new double[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (mask.thing()[i]) {
        inside[n++] = values[i];
      }
    }
    double[] sorted = Arrays.copyOf(inside, n);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Fits a plane to the ground's luminance, for light falls off: at row 0, by row, by column. */
  private double[] ground(ColorPicture small) {
    int count = 0;
    for (boolean each : mask.thing()) {
      count += each ? 0 : 1;
    }
    double[] luminance = new double[count];
    double[][] places = new double[count][];
    int n = 0;
    for (int i = 0; i < mask.thing().length; i++) {
      if (!mask.thing()[i]) {
        luminance[n] = small.luminance(i);
        places[n++] = new double[] {i / mask.width(), i % mask.width()};
      }
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(luminance, places);
    return regression.estimateRegressionParameters();
  }

  private static double ground(double[] plane, double y, double x) {
    return plane[0] + plane[1] * y + plane[2] * x;
  }

  /** How much of a place the thing covers, 0 to 1: between the centres of the mask's pixels. */
  private double covered(double y, double x) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    double down = y - top;
    double right = x - left;
    return (1 - down) * ((1 - right) * at(top, left) + right * at(top, left + 1))
        + down * ((1 - right) * at(top + 1, left) + right * at(top + 1, left + 1));
  }

  /** Whether the thing is there; beyond the picture as at its edge. */
  private int at(int y, int x) {
    int row = Math.min(Math.max(y, 0), mask.height() - 1);
    int column = Math.min(Math.max(x, 0), mask.width() - 1);
    return mask.thing()[row * mask.width() + column] ? 1 : 0;
  }
}
