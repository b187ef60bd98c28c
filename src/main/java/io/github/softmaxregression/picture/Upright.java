package io.github.softmaxregression.picture;

import io.github.softmaxregression.picture.cutout.Mask;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sets a thing upright: holds the smallest rectangle around it, turned by no more than a camera is
 * turned by hand.
 *
 * @param angle by which the rectangle is turned clockwise, in radians
 * @param left its bounds along its own, turned axes, in pixels of the mask; the origin is the
 *     mask's corner
 */
record Upright(double angle, double left, double top, double right, double bottom) {
  private static final int MOST = 10; // degrees, to either side
  private static final double GAIN = 0.003; // of the area, for each degree: less is chance

  /** A corner of a pixel. */
  private record Corner(int x, int y) {}

  /** Looks for the rectangle around a thing; an empty one lies somewhere. */
  static Upright of(Mask mask) {
    Corner[] corners =
        IntStream.range(0, mask.height()).boxed().flatMap(y -> row(mask, y)).toArray(Corner[]::new);
    Upright best = of(0, corners);
    double least = best.height() * best.width();
    for (int degrees = -MOST; degrees <= MOST; degrees++) {
      Upright each = of(Math.toRadians(degrees), corners);
      double area = each.height() * each.width() * (1 + GAIN * Math.abs(degrees));
      if (area < least) {
        best = each;
        least = area;
      }
    }
    return best;
  }

  /** Lists the corners of a row's first and last pixel: no others can lie outermost. */
  private static Stream<Corner> row(Mask mask, int y) {
    boolean[] thing = Arrays.copyOfRange(mask.thing(), y * mask.width(), (y + 1) * mask.width());
    int[] columns = IntStream.range(0, thing.length).filter(x -> thing[x]).toArray();
    if (columns.length == 0) {
      return Stream.empty();
    }
    int end = columns[columns.length - 1] + 1;
    return Stream.of(
        new Corner(columns[0], y),
        new Corner(columns[0], y + 1),
        new Corner(end, y),
        new Corner(end, y + 1));
  }

  private static Upright of(double angle, Corner[] corners) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double left = Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    for (Corner corner : corners) {
      double x = corner.x * cos + corner.y * sin;
      double y = corner.y * cos - corner.x * sin;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return new Upright(angle, left, top, right, bottom);
  }

  double height() {
    return bottom - top;
  }

  double width() {
    return right - left;
  }

  /** The mask's row at shares of this rectangle's height and width. */
  double y(double down, double across) {
    return (left + across * width()) * Math.sin(angle) + (top + down * height()) * Math.cos(angle);
  }

  /** The mask's column at shares of this rectangle's height and width. */
  double x(double down, double across) {
    return (left + across * width()) * Math.cos(angle) - (top + down * height()) * Math.sin(angle);
  }
}
