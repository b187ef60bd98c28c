package io.github.softmaxregression.picture;

import io.github.softmaxregression.picture.cutout.Mask;

/**
 * Sets a thing upright: the smallest rectangle around it, turned by no more than a person's hand
 * turns a camera or a thing that was meant to lie straight.
 *
 * @param angle by which the rectangle is turned, clockwise
 * @param left in pixels of the mask, along the turned axes
 */
record Upright(double angle, double left, double top, double right, double bottom) {
  private static final int MOST = 10; // degrees
  private static final double GAIN = 0.003; // of the area, for each degree

  static Upright of(Mask mask) {
    int n = 0;
    double[] xs = new double[4 * mask.height()];
    double[] ys = new double[4 * mask.height()];
    for (int y = 0; y < mask.height(); y++) {
      int first = -1;
      int last = -1;
      for (int x = 0; x < mask.width(); x++) {
        if (mask.thing()[y * mask.width() + x]) {
          first = first < 0 ? x : first;
          last = x;
        }
      }
      if (first >= 0) {
        for (double down : new double[] {0, 1}) {
          xs[n] = first;
          ys[n++] = y + down;
          xs[n] = last + 1;
          ys[n++] = y + down;
        }
      }
    }
    Upright best = null;
    double least = 0;
    for (int i = 0; i <= 2 * MOST; i++) {
      int degrees = (i + 1) / 2 * (i % 2 == 0 ? 1 : -1);
      Upright each = of(Math.toRadians(degrees), xs, ys, n);
      double area = each.height() * each.width() * (1 + GAIN * Math.abs(degrees));
      if (best == null || area < least - 1e-9) {
        best = each;
        least = area;
      }
    }
    return best;
  }

  private static Upright of(double angle, double[] xs, double[] ys, int n) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      double x = xs[i] * cos + ys[i] * sin;
      double y = ys[i] * cos - xs[i] * sin;
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

  double y(double down, double across) {
    double u = left + across * width();
    double v = top + down * height();
    return u * Math.sin(angle) + v * Math.cos(angle);
  }

  double x(double down, double across) {
    double u = left + across * width();
    double v = top + down * height();
    return u * Math.cos(angle) - v * Math.sin(angle);
  }
}
