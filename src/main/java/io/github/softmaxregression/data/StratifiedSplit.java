package io.github.softmaxregression.data;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Splits a set of images into two parts that have the same share of every class.
 *
 * @param training what stays, in its old order
 * @param heldOut what is held out, in its old order
 */
public record StratifiedSplit(ImageSet training, ImageSet heldOut) {
  /**
   * Splits a set.
   *
   * @param share of each class that is held out, rounded to whole images, from 0 to below 1
   * @param seed decides which
   * @throws IllegalArgumentException if a part would be empty
   */
  public static StratifiedSplit of(ImageSet images, double share, long seed) {
    boolean[] chosen = new boolean[images.size()];
    for (int[] ofClass : shuffledByClass(images, seed)) {
      Arrays.stream(ofClass, 0, (int) Math.round(share * ofClass.length))
          .forEach(i -> chosen[i] = true);
    }
    return of(images, i -> chosen[i], "share " + share);
  }

  /**
   * One of several splits of a set, in which every image is held out once.
   *
   * @param fold which, from 0
   * @param folds how many there are, 2 or more
   * @param seed decides which images are held out together
   * @throws IllegalArgumentException if a part would be empty
   */
  public static StratifiedSplit fold(ImageSet images, int fold, int folds, long seed) {
    boolean[] chosen = new boolean[images.size()];
    for (int[] ofClass : shuffledByClass(images, seed)) {
      for (int i = fold; i < ofClass.length; i += folds) {
        chosen[ofClass[i]] = true;
      }
    }
    return of(images, i -> chosen[i], folds + " folds");
  }

  /**
   * Lists the indices of each class's images, shuffled: as numbers, since there may be millions.
   */
  private static int[][] shuffledByClass(ImageSet images, long seed) {
    Random random = new Random(seed);
    int[][] classes = new int[images.classNames().size()][];
    for (int label = 0; label < classes.length; label++) {
      int wanted = label;
      classes[label] = indices(images.size(), i -> images.label(i) == wanted);
      shuffle(classes[label], random);
    }
    return classes;
  }

  /** Shuffles as {@link java.util.Collections#shuffle} does, to the last image. */
  private static void shuffle(int[] indices, Random random) {
    for (int i = indices.length; i > 1; i--) {
      int j = random.nextInt(i);
      int swap = indices[i - 1];
      indices[i - 1] = indices[j];
      indices[j] = swap;
    }
  }

  private static StratifiedSplit of(ImageSet images, IntPredicate chosen, String asked) {
    int[] heldOut = indices(images.size(), chosen);
    int[] rest = indices(images.size(), chosen.negate());
    if (heldOut.length == 0 || rest.length == 0) {
      throw new IllegalArgumentException(
          "%s of %d images: expected images on both sides".formatted(asked, images.size()));
    }
    return new StratifiedSplit(images.select(rest), images.select(heldOut));
  }

  /** Lists the indices below n that are wanted; a stream would take twice the memory. */
  private static int[] indices(int n, IntPredicate wanted) {
    int[] indices = new int[(int) IntStream.range(0, n).filter(wanted).count()];
    int found = 0;
    for (int i = 0; i < n; i++) {
      if (wanted.test(i)) {
        indices[found++] = i;
      }
    }
    return indices;
  }
}
