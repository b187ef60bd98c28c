package io.github.softmaxregression.picture;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Bounds a part of an upright picture, in shares of its width and height from 0 to 1.
 *
 * @param left share of the width at which it begins
 * @param top share of the height at which it begins
 * @param right share of the width at which it ends
 * @param bottom share of the height at which it ends
 */
public record Box(double left, double top, double right, double bottom) implements Serializable {
  static final Box WHOLE = new Box(0, 0, 1, 1);

  private static final double ROUNDING = 1e-6; // pixels: 0.55 of 200 are 110, not a little more

  private static final String EXPECTED =
      "expected left,top,right,bottom from 0 to 1, as in 0.1,0.2,0.8,0.9";

  /** Throws an IllegalArgumentException unless it has an area and lies in the picture. */
  public Box {
    if (!(0 <= left && left < right && right <= 1 && 0 <= top && top < bottom && bottom <= 1)) {
      throw bad("%s,%s,%s,%s".formatted(left, top, right, bottom));
    }
  }

  /**
   * Reads its four shares, with commas between them: left, top, right, bottom.
   *
   * @throws IllegalArgumentException if the text is no box
   */
  public static Box parse(String text) {
    try {
      double[] shares =
          Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      if (shares.length == 4) {
        return new Box(shares[0], shares[1], shares[2], shares[3]);
      }
    } catch (NumberFormatException e) { // is told as every other fault
      throw bad(text);
    }
    throw bad(text);
  }

  private static IllegalArgumentException bad(String found) {
    return new IllegalArgumentException("the box %s: %s".formatted(found, EXPECTED));
  }

  /** Lists left, top, right and bottom. */
  public List<Double> shares() {
    return List.of(left, top, right, bottom);
  }

  /** Widens it on each side by a share of its width or height, as far as the picture reaches. */
  Box widened(double share) {
    double across = share * (right - left);
    double down = share * (bottom - top);
    return new Box(
        Math.max(0, left - across),
        Math.max(0, top - down),
        Math.min(1, right + across),
        Math.min(1, bottom + down));
  }

  /** Widens it to the borders of all pixels that it touches. */
  Box onPixels(int rows, int columns) {
    double firstRow = Math.min(rows - 1, Math.floor(top * rows + ROUNDING));
    double firstColumn = Math.min(columns - 1, Math.floor(left * columns + ROUNDING));
    return new Box(
        firstColumn / columns,
        firstRow / rows,
        Math.max(firstColumn + 1, Math.ceil(right * columns - ROUNDING)) / columns,
        Math.max(firstRow + 1, Math.ceil(bottom * rows - ROUNDING)) / rows);
  }

  /** Places a part of this box, given in shares of it, in the picture. */
  Box part(Box inside) {
    return new Box(x(inside.left), y(inside.top), x(inside.right), y(inside.bottom));
  }

  /** Places a share of this box's width in the picture. */
  double x(double share) {
    return share == 1 ? right : left + share * (right - left);
  }

  /** Places a share of this box's height in the picture. */
  double y(double share) {
    return share == 1 ? bottom : top + share * (bottom - top);
  }
}
