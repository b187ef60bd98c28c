package io.github.softmaxregression.picture;

import io.github.softmaxregression.picture.cutout.GrabCut;
import io.github.softmaxregression.picture.cutout.Mask;
import io.github.softmaxregression.picture.cutout.PlainGround;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * A thing that was found in a picture.
 *
 * @param mask its pixels, in a smaller copy of the picture
 */
public record Cutout(Mask mask) {
  /** The longer side of the picture in which a thing is looked for: larger ones gain nothing. */
  static final int SEARCHED = 128;

  private static final double THIN = 0.5; // of what is thickest: an arm that reaches in, a cord
  private static final double SMALLEST = 0.01; // of the picture
  private static final double LARGEST = 0.98;
  private static final double BRIGHTEST = 0.98; // the share of a thing's pixels below full white
  private static final double LEAST_CONTRAST = 8; // levels: less is noise

  /**
   * Looks for a thing; empty where nothing stands out from the ground.
   *
   * @param small a picture that fits into {@link #SEARCHED}
   */
  static Optional<Cutout> of(ColorPicture small) {
    int height = small.height();
    int width = small.width();
    // A painted thing may have loose parts; of a photograph's the largest is the thing.
    Mask found =
        PlainGround.thing(small.colors(), height, width)
            .map(thing -> new Mask(thing, height, width).parts(0.02))
            .orElseGet(
                () ->
                    new Mask(GrabCut.thing(small.colors(), height, width), height, width)
                        .parts(1)
                        .withoutArms(THIN)
                        .parts(1))
            .filled();
    double share = found.share();
    return share < SMALLEST || share > LARGEST ? Optional.empty() : Optional.of(new Cutout(found));
  }

  /**
   * Shows the thing in grey, bright on black.
   *
   * @param inverted whether bright and dark were exchanged for that
   * @param contrast levels, of 255, by which its brightest parts differ from the ground
   */
  record Shown(GreyPicture picture, boolean inverted, double contrast) {}

  /**
   * Shows the thing as its difference from the ground, stretched to the full range.
   *
   * @param small the picture in which it was found
   * @param picture the same one, as large or larger
   */
  Shown show(ColorPicture small, ColorPicture picture, Invert invert, double silhouette) {
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
    double contrast = contrasts[(int) (BRIGHTEST * (contrasts.length - 1))];
    double most = Math.max(LEAST_CONTRAST, contrast);

    Upright frame = Upright.of(mask);
    double scale = (double) picture.height() / mask.height();
    double across = (double) picture.width() / mask.width();
    int rows = Math.max(1, (int) Math.round(frame.height() * scale));
    int columns = Math.max(1, (int) Math.round(frame.width() * across));
    byte[] brightness = new byte[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        double down = (y + 0.5) / rows;
        double right = (x + 0.5) / columns;
        double maskY = frame.y(down, right);
        double maskX = frame.x(down, right);
        int pixelY = Math.min(Math.max((int) (maskY * scale), 0), picture.height() - 1);
        int pixelX = Math.min(Math.max((int) (maskX * across), 0), picture.width() - 1);
        double behind = ground(ground, maskY - 0.5, maskX - 0.5);
        double difference = sign * (behind - picture.luminance(pixelY * picture.width() + pixelX));
        double tone = Math.min(1, Math.max(0, difference / most));
        double value = covered(maskY - 0.5, maskX - 0.5) * (silhouette + (1 - silhouette) * tone);
        brightness[y * columns + x] = (byte) Math.round(255 * value);
      }
    }
    return new Shown(new GreyPicture(brightness, rows, columns), inverted, contrast);
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

  /**
   * Fits a plane to the ground's luminance, for light falls off: its value at the first pixel, by
   * row and by column. Where the ground is too small or too thin for one, the flattest is taken.
   */
  private double[] ground(ColorPicture small) {
    double[][] products = new double[3][3];
    double[] sums = new double[3];
    for (int i = 0; i < mask.thing().length; i++) {
      if (!mask.thing()[i]) {
        double[] place = {1, i / mask.width(), i % mask.width()};
        for (int a = 0; a < 3; a++) {
          sums[a] += place[a] * small.luminance(i);
          for (int b = 0; b < 3; b++) {
            products[a][b] += place[a] * place[b];
          }
        }
      }
    }
    var equations = new SingularValueDecomposition(new Array2DRowRealMatrix(products));
    return equations.getSolver().solve(new ArrayRealVector(sums)).toArray();
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
