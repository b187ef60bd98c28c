package io.github.softmaxregression.data;

import java.util.SplittableRandom;

/**
 * Some images of a pass over a set, in the order of the pass.
 *
 * @param images to draw from, valid until another window is asked for
 * @param order in which they are drawn: indices of {@code images}
 * @param pass that they belong to
 * @param first position in the pass of what is drawn first
 */
record Window(ImageSet images, int[] order, int pass, int first) {
  /** Whether it holds what is drawn at a position of a pass. */
  boolean holds(int somePass, int position) {
    return somePass == pass && position >= first && position < end();
  }

  /** How many images, at most some, it holds from a position on. */
  int left(int position, int most) {
    return Math.min(most, end() - position);
  }

  /** Position in the pass of what is drawn after it. */
  int end() {
    return first + order.length;
  }

  /**
   * Takes all images of a set.
   *
   * @param seed null to leave them in their order
   */
  static Window ofAll(ImageSet images, Long seed, int pass) {
    return new Window(images, order(images.size(), random(seed, pass)), pass, 0);
  }

  /** Begins a random sequence for a pass, null for no seed; passes are independent. */
  static SplittableRandom random(Long seed, int pass) {
    if (seed == null) {
      return null;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < pass; i++) {
      random.split();
    }
    return random.split();
  }

  /** Draws an order of 0 to n − 1, as Fisher and Yates; without a random sequence, that one. */
  static int[] order(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = random == null ? 0 : n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
