package io.github.softmaxregression.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    for (List<Integer> ofClass : shuffledByClass(images, seed)) {
      ofClass.subList(0, (int) Math.round(share * ofClass.size())).forEach(i -> chosen[i] = true);
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
    for (List<Integer> ofClass : shuffledByClass(images, seed)) {
      for (int i = fold; i < ofClass.size(); i += folds) {
        chosen[ofClass.get(i)] = true;
      }
    }
    return of(images, i -> chosen[i], folds + " folds");
  }

  private static List<List<Integer>> shuffledByClass(ImageSet images, long seed) {
    Random random = new Random(seed);
    List<List<Integer>> classes = new ArrayList<>();
    for (int i = 0; i < images.classNames().size(); i++) {
      classes.add(new ArrayList<>());
    }
    for (int i = 0; i < images.size(); i++) {
      classes.get(images.label(i)).add(i);
    }
    classes.forEach(ofClass -> Collections.shuffle(ofClass, random));
    return classes;
  }

  private static StratifiedSplit of(ImageSet images, IntPredicate chosen, String asked) {
    int[] heldOut = IntStream.range(0, images.size()).filter(chosen).toArray();
    int[] rest = IntStream.range(0, images.size()).filter(chosen.negate()).toArray();
    if (heldOut.length == 0 || rest.length == 0) {
      throw new IllegalArgumentException(
          "%s of %d images: expected images on both sides".formatted(asked, images.size()));
    }
    return new StratifiedSplit(images.select(rest), images.select(heldOut));
  }
}
