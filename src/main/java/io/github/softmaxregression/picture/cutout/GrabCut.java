package io.github.softmaxregression.picture.cutout;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Parts a thing from the ground on which it lies, as GrabCut does (Rother, Kolmogorov and Blake,
 * 2004): mixtures of colours for both, and the cut that costs least between neighbours which look
 * alike, in turn.
 */
public final class GrabCut {
  private static final int COMPONENTS = 5;
  private static final int ROUNDS = 5;
  private static final double SMOOTHNESS = 25;
  private static final double FRAME = 1.0 / 20; // taken for ground, of the shorter side
  private static final double CENTRE = 1.5; // how much likelier things are in the middle, as a log
  private static final int FEWEST = 10; // pixels of a thing, and of the ground

  /** Joins each pixel to its neighbours on the right and below: steps down and to the right. */
  private static final int[][] NEIGHBOURS = {{0, 1}, {1, -1}, {1, 0}, {1, 1}};

  private final float[][] colors;
  private final int height;
  private final int width;
  private final float[] costs; // of parting a pixel from four neighbours, as NEIGHBOURS has them

  private GrabCut(float[][] colors, int height, int width) {
    this.colors = colors;
    this.height = height;
    this.width = width;
    this.costs = costs();
  }

  /**
   * Finds the thing's pixels.
   *
   * @param colors [3][height * width], 0 to 255
   */
  public static boolean[] thing(float[][] colors, int height, int width) {
    return new GrabCut(colors, height, width).run();
  }

  private boolean[] run() {
    boolean[] frame = frame();
    boolean[] thing = new boolean[frame.length];
    for (int i = 0; i < thing.length; i++) {
      thing[i] = !frame[i];
    }
    for (int round = 0; round < ROUNDS; round++) {
      int[] inside = which(thing, true);
      if (inside.length < FEWEST || inside.length > thing.length - FEWEST) {
        return new boolean[thing.length];
      }
      boolean[] found = cut(frame, inside, which(thing, false));
      if (Arrays.equals(found, thing)) {
        break;
      }
      thing = found;
    }
    int[] inside = which(thing, true);
    if (inside.length < FEWEST || inside.length > thing.length - FEWEST) {
      return new boolean[thing.length];
    }
    return cut(new boolean[frame.length], inside, which(thing, false));
  }

  private boolean[] frame() {
    int edge = Math.max(1, (int) Math.round(FRAME * Math.min(height, width)));
    boolean[] frame = new boolean[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        frame[y * width + x] = y < edge || x < edge || y >= height - edge || x >= width - edge;
      }
    }
    return frame;
  }

  private static int[] which(boolean[] mask, boolean value) {
    return IntStream.range(0, mask.length).filter(i -> mask[i] == value).toArray();
  }

  private boolean[] cut(boolean[] frame, int[] inside, int[] outside) {
    ColorMixture thing = ColorMixture.of(colors, inside, COMPONENTS);
    ColorMixture ground = ColorMixture.of(colors, outside, COMPONENTS);
    GraphCut graph = new GraphCut(frame.length, 4 * frame.length);
    for (int i = 0; i < frame.length; i++) {
      double gain = ground.cost(colors, i) - thing.cost(colors, i) + centre(i);
      graph.end(i, (float) Math.max(0, gain), frame[i] ? 1e6f : (float) Math.max(0, -gain));
    }
    for (int i = 0; i < costs.length; i++) {
      if (costs[i] >= 0) {
        int[] step = NEIGHBOURS[i % NEIGHBOURS.length];
        int pixel = i / NEIGHBOURS.length;
        graph.join(pixel, pixel + step[0] * width + step[1], costs[i]);
      }
    }
    return graph.cut();
  }

  /** Expects things in the middle, where nothing else tells: from 1 there to -1 at the edges. */
  private double centre(int pixel) {
    double y = (pixel / width + 0.5) / height * 2 - 1;
    double x = (pixel % width + 0.5) / width * 2 - 1;
    return CENTRE * (1 - 2 * Math.max(y * y, x * x));
  }

  /** Weighs all pairs of neighbours, once for all rounds; below 0 beyond the picture's edge. */
  private float[] costs() {
    double beta = 1 / (2 * meanContrast() + 1e-6);
    float[] result = new float[NEIGHBOURS.length * height * width];
    for (int i = 0; i < result.length; i++) {
      int[] step = NEIGHBOURS[i % NEIGHBOURS.length];
      int a = i / NEIGHBOURS.length;
      int x = a % width + step[1];
      boolean inside = a / width + step[0] < height && x >= 0 && x < width;
      double length = step[0] * step[1] == 0 ? 1 : Math.sqrt(2);
      int b = a + step[0] * width + step[1];
      result[i] = inside ? (float) (SMOOTHNESS / length * Math.exp(-beta * contrast(a, b))) : -1;
    }
    return result;
  }

  private double meanContrast() {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x + 1 < width; x++) {
        sum += contrast(y * width + x, y * width + x + 1);
        count++;
      }
    }
    for (int y = 0; y + 1 < height; y++) {
      for (int x = 0; x < width; x++) {
        sum += contrast(y * width + x, (y + 1) * width + x);
        count++;
      }
    }
    return sum / Math.max(1, count);
  }

  private double contrast(int a, int b) {
    double sum = 0;
    for (float[] channel : colors) {
      double difference = channel[a] - channel[b];
      sum += difference * difference;
    }
    return sum;
  }
}
