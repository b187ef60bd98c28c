package io.github.softmaxregression.picture.cutout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Traces the outer contour of a thing, as a polygon of few points. */
public final class Outline {
  /**
   * Marks a corner of the polygon.
   *
   * @param x in pixels of the mask, 0 at the left edge of the first one
   * @param y in the same unit, 0 at its upper edge
   */
  public record Point(double x, double y) {}

  private static final int MOST_POINTS = 200;
  private static final double DEVIATION = 0.4; // pixels of the mask: less is no shape of the thing
  private static final int[] X = {1, 0, -1, 0}; // right, down, left, up
  private static final int[] Y = {0, 1, 0, -1};

  private Outline() {}

  /** Traces a mask's largest part clockwise, in 200 points or fewer; empty if there is none. */
  public static List<Point> of(Mask mask) {
    List<Point> contour = contour(mask.parts(1));
    if (contour.isEmpty()) {
      return contour;
    }
    double most = DEVIATION;
    List<Point> simple = simplified(contour, most);
    while (simple.size() > MOST_POINTS) {
      most *= 1.5;
      simple = simplified(contour, most);
    }
    return simple;
  }

  /**
   * Walks along the edges of pixels with the thing at the right hand, and notes their midpoints.
   * What touches at a corner hangs together, as in {@link Mask#parts}.
   */
  private static List<Point> contour(Mask mask) {
    List<Point> points = new ArrayList<>();
    int first = 0;
    while (first < mask.thing().length && !mask.thing()[first]) {
      first++;
    }
    if (first == mask.thing().length) {
      return points;
    }
    int startX = first % mask.width();
    int startY = first / mask.width();
    int x = startX;
    int y = startY;
    int way = 0;
    do {
      points.add(new Point(x + X[way] / 2.0, y + Y[way] / 2.0));
      x += X[way];
      y += Y[way];
      if (ahead(mask, x, y, way, false)) {
        way = (way + 3) % 4;
      } else if (!ahead(mask, x, y, way, true)) {
        way = (way + 1) % 4;
      }
    } while (x != startX || y != startY || way != 0);
    return points;
  }

  /** Whether the pixel before a corner, to the right or left of a way, is the thing's. */
  private static boolean ahead(Mask mask, int x, int y, int way, boolean right) {
    int side = right ? (way + 1) % 4 : (way + 3) % 4;
    int column = x + (X[way] + X[side] - 1) / 2;
    int row = y + (Y[way] + Y[side] - 1) / 2;
    return column >= 0
        && row >= 0
        && column < mask.width()
        && row < mask.height()
        && mask.thing()[row * mask.width() + column];
  }

  /** Leaves out points near the lines that remain (Ramer, 1972; Douglas and Peucker, 1973). */
  private static List<Point> simplified(List<Point> ring, double most) {
    BitSet kept = new BitSet();
    int opposite = farthest(ring, 0, ring.size());
    kept.set(0);
    kept.set(opposite);
    keep(ring, 0, opposite, most, kept);
    keep(ring, opposite, ring.size(), most, kept);
    return kept.stream().mapToObj(ring::get).toList();
  }

  private static void keep(List<Point> ring, int from, int to, double most, BitSet kept) {
    int middle = farthest(ring, from, to);
    if (middle > from && distance(ring, middle, from, to) > most) {
      kept.set(middle);
      keep(ring, from, middle, most, kept);
      keep(ring, middle, to, most, kept);
    }
  }

  /** The point between two others that is farthest from the line through them. */
  private static int farthest(List<Point> ring, int from, int to) {
    int farthest = from;
    double largest = -1;
    for (int i = from + 1; i < to; i++) {
      double distance = distance(ring, i, from, to);
      if (distance > largest) {
        farthest = i;
        largest = distance;
      }
    }
    return farthest;
  }

  /** Measures from a point to the line between two others, which may be one and the same. */
  private static double distance(List<Point> ring, int point, int from, int to) {
    Point p = ring.get(point);
    Point a = ring.get(from);
    Point b = ring.get(to % ring.size());
    double dx = b.x - a.x;
    double dy = b.y - a.y;
    double square = dx * dx + dy * dy;
    double along = square == 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / square;
    double within = Math.min(1, Math.max(0, along));
    return Math.hypot(p.x - a.x - within * dx, p.y - a.y - within * dy);
  }
}
