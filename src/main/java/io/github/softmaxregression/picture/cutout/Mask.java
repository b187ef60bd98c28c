package io.github.softmaxregression.picture.cutout;

import java.util.Arrays;

/**
 * Marks the pixels of a thing.
 *
 * @param thing [height * width] in row-major order
 */
public record Mask(boolean[] thing, int height, int width) {
  private static final int[] DOWN = {-1, 0, 1, 0, -1, -1, 1, 1};
  private static final int[] RIGHT = {0, -1, 0, 1, -1, 1, -1, 1};

  /** The rows and columns in which a thing lies, the last ones not included. */
  public record Box(int top, int left, int bottom, int right) {}

  /** Leaves out the parts that are smaller than a share of the largest. */
  public Mask parts(double share) {
    int[] part = new int[thing.length]; // from 1
    int[] size = new int[thing.length + 1];
    int parts = 0;
    int[] queue = new int[thing.length];
    for (int i = 0; i < thing.length; i++) {
      if (thing[i] && part[i] == 0) {
        part[i] = ++parts;
        size[parts] = flood(i, parts, part, queue);
      }
    }
    int largest = Arrays.stream(size).max().orElse(0);
    boolean[] left = new boolean[thing.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = thing[i] && size[part[i]] >= share * largest;
    }
    return new Mask(left, height, width);
  }

  /** Marks all that hangs together with a pixel, corners included, and counts it. */
  private int flood(int from, int mark, int[] part, int[] queue) {
    int end = 1;
    queue[0] = from;
    for (int at = 0; at < end; at++) {
      for (int k = 0; k < DOWN.length; k++) {
        int next = neighbour(queue[at], k);
        if (next >= 0 && thing[next] && part[next] == 0) {
          part[next] = mark;
          queue[end++] = next;
        }
      }
    }
    return end;
  }

  private int neighbour(int pixel, int direction) {
    int y = pixel / width + DOWN[direction];
    int x = pixel % width + RIGHT[direction];
    return y < 0 || x < 0 || y >= height || x >= width ? -1 : y * width + x;
  }

  /** Fills what the border cannot be reached from, over edges alone. */
  public Mask filled() {
    boolean[] outside = new boolean[thing.length];
    int[] queue = new int[thing.length];
    int end = 0;
    for (int i = 0; i < thing.length; i++) {
      int y = i / width;
      int x = i % width;
      if (!thing[i] && (y == 0 || x == 0 || y == height - 1 || x == width - 1)) {
        outside[i] = true;
        queue[end++] = i;
      }
    }
    for (int at = 0; at < end; at++) {
      for (int k = 0; k < 4; k++) {
        int next = neighbour(queue[at], k);
        if (next >= 0 && !thing[next] && !outside[next]) {
          outside[next] = true;
          queue[end++] = next;
        }
      }
    }
    boolean[] filled = new boolean[thing.length];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = !outside[i];
    }
    return new Mask(filled, height, width);
  }

  /** The share of the pixels that are the thing's. */
  public double share() {
    int count = 0;
    for (boolean each : thing) {
      count += each ? 1 : 0;
    }
    return (double) count / thing.length;
  }

  /** The smallest box around the thing; empty if there is none. */
  public Box box() {
    int top = height;
    int left = width;
    int bottom = 0;
    int right = 0;
    for (int i = 0; i < thing.length; i++) {
      if (thing[i]) {
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width + 1);
        left = Math.min(left, i % width);
        right = Math.max(right, i % width + 1);
      }
    }
    return new Box(top, left, bottom, right);
  }
}
