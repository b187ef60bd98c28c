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
  private static final int[] BEFORE = {0, 1, 4, 5}; // of these directions, in row-major order
  private static final int[] AFTER = {2, 3, 6, 7};

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
    BitMask bits = bits().filled();
    boolean[] filled = new boolean[thing.length];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = bits.has(i / width, i % width);
    }
    return new Mask(filled, height, width);
  }

  private BitMask bits() {
    return BitMask.of(height, width, i -> thing[i]);
  }

  /**
   * Leaves out what reaches in from the picture's edge and is thin beside the rest, as an arm, a
   * hanger or a cord; nothing where the rest touches the edge too.
   *
   * @param thin how thick that may be, as a share of what is thickest
   */
  public Mask withoutArms(double thin) {
    double[] depth = distances(false);
    double radius = thin * Arrays.stream(depth).max().orElse(0);
    boolean[] deep = new boolean[thing.length];
    for (int i = 0; i < deep.length; i++) {
      deep[i] = depth[i] > radius;
    }
    double[] beside = new Mask(deep, height, width).distances(true);
    boolean[] arms = new boolean[thing.length];
    for (int i = 0; i < arms.length; i++) {
      boolean thick = thing[i] && beside[i] <= radius + 1;
      if (thick && atEdge(i)) {
        return this;
      }
      arms[i] = thing[i] && !thick;
    }
    int[] part = new int[thing.length];
    int[] queue = new int[thing.length];
    Mask thins = new Mask(arms, height, width);
    boolean[] left = thing.clone();
    int parts = 0;
    for (int i = 0; i < arms.length; i++) {
      if (arms[i] && part[i] == 0) {
        int size = thins.flood(i, ++parts, part, queue);
        if (Arrays.stream(queue, 0, size).anyMatch(this::atEdge)) {
          Arrays.stream(queue, 0, size).forEach(each -> left[each] = false);
        }
      }
    }
    return new Mask(left, height, width);
  }

  private boolean atEdge(int pixel) {
    int y = pixel / width;
    int x = pixel % width;
    return y == 0 || x == 0 || y == height - 1 || x == width - 1;
  }

  /**
   * Measures how far each pixel is from the thing, or from the ground, in steps of 1 and of 4/3
   * over corners (Borgefors, 1986); the thing goes on beyond the picture's edge.
   */
  private double[] distances(boolean fromThing) {
    double[] distances = new double[thing.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = thing[i] == fromThing ? 0 : height + width;
    }
    for (int i = 0; i < distances.length; i++) {
      distances[i] = nearer(distances, i, BEFORE);
    }
    for (int i = distances.length - 1; i >= 0; i--) {
      distances[i] = nearer(distances, i, AFTER);
    }
    return distances;
  }

  private double nearer(double[] distances, int pixel, int[] directions) {
    double least = distances[pixel];
    for (int k : directions) {
      int next = neighbour(pixel, k);
      if (next >= 0) {
        double step = DOWN[k] * RIGHT[k] == 0 ? 1 : 4.0 / 3;
        least = Math.min(least, distances[next] + step);
      }
    }
    return least;
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
  public BitMask.Box box() {
    return bits().box();
  }
}
