package io.github.softmaxregression.photograph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A Fashion-MNIST image as a thing to photograph: smooth between its pixels, cut out of black. */
final class Thing {
  private static final int SIDE = 28;
  private static final int DARKEST = 10; // of 255: below lies the ground's noise
  private static final int LARGEST_PRINT = 12; // pixels: a larger hole shows the ground

  private final double[] tone = new double[SIDE * SIDE]; // 0 to 1, the image's own
  private final double[] cover = new double[SIDE * SIDE]; // 1 in the thing, 0 beside it
  private int left = SIDE;
  private int top = SIDE;
  private int right;
  private int bottom;

  /** Takes an image, [28 * 28] unsigned bytes, that shows something. */
  Thing(byte[] pixels) {
    boolean[] empty = new boolean[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      tone[i] = (pixels[i] & 0xff) / 255.0;
      empty[i] = (pixels[i] & 0xff) < DARKEST;
      cover[i] = empty[i] ? 0 : 1;
      if (!empty[i]) {
        left = Math.min(left, i % SIDE);
        right = Math.max(right, i % SIDE + 1);
        top = Math.min(top, i / SIDE);
        bottom = Math.max(bottom, i / SIDE + 1);
      }
    }
    for (int i = 0; i < pixels.length; i++) {
      if (empty[i]) {
        List<Integer> hole = part(empty, i);
        boolean print = hole.size() <= LARGEST_PRINT;
        hole.forEach(at -> cover[at] = print ? 1 : 0);
      }
    }
  }

  /** Takes a connected part out of a mask. */
  private static List<Integer> part(boolean[] mask, int start) {
    List<Integer> part = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    mask[start] = false;
    while (!open.isEmpty()) {
      int at = open.pop();
      part.add(at);
      for (int step : new int[] {-1, 1, -SIDE, SIDE}) {
        int next = at + step;
        boolean beside = Math.abs(step) > 1 || next / SIDE == at / SIDE;
        if (next >= 0 && next < mask.length && beside && mask[next]) {
          mask[next] = false;
          open.push(next);
        }
      }
    }
    return part;
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  /** Tells the image's tone, 0 to 1, at a place in pixels from the middle of the thing's box. */
  double tone(double x, double y) {
    return Math.min(1, Math.max(0, bicubic(tone, x, y)));
  }

  /** Tells how much of a place the thing covers, 0 to 1; a wide edge gives a soft shadow. */
  double cover(double x, double y, double edge) {
    return Math.min(1, Math.max(0, (bicubic(cover, x, y) - 0.5) / edge + 0.5));
  }

  private double bicubic(double[] values, double fromMiddleX, double fromMiddleY) {
    double x = fromMiddleX + (left + right) / 2.0 - 0.5;
    double y = fromMiddleY + (top + bottom) / 2.0 - 0.5;
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    if (column < -2 || row < -2 || column > SIDE || row > SIDE) {
      return 0;
    }
    double sum = 0;
    for (int j = row - 1; j <= row + 2; j++) {
      double down = weight(y - j);
      for (int i = column - 1; i <= column + 2; i++) {
        boolean inside = i >= 0 && i < SIDE && j >= 0 && j < SIDE;
        sum += inside ? down * weight(x - i) * values[j * SIDE + i] : 0;
      }
    }
    return sum;
  }

  /** Keys' kernel with a = -1/2. */
  private static double weight(double distance) {
    double t = Math.abs(distance);
    return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : t < 2 ? ((2.5 - 0.5 * t) * t - 4) * t + 2 : 0;
  }
}
