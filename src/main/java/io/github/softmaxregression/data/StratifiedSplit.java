package io.github.softmaxregression.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A set of images in two parts that have the same share of every class.
 *
 * @param rest what stays, in its old order
 * @param heldOut what is held out, in its old order
 */
public record StratifiedSplit(ImageSet rest, ImageSet heldOut) {
  /**
   * Splits a set.
   *
   * @param share of each class that is held out, rounded to whole images, from 0 to below 1
   * @param seed decides which
   * @throws IllegalArgumentException if a part would be empty
   */
  public static StratifiedSplit of(ImageSet images, double share, long seed) {
    boolean[] chosen = new boolean[images.size()];
    Random random = new Random(seed);
    for (int label = 0; label < images.classNames().size(); label++) {
      int wanted = label;
      List<Integer> ofClass =
          new ArrayList<>(
              IntStream.range(0, images.size())
                  .filter(i -> images.label(i) == wanted)
                  .boxed()
                  .toList());
      Collections.shuffle(ofClass, random);
      ofClass.subList(0, (int) Math.round(share * ofClass.size())).forEach(i -> chosen[i] = true);
    }
    int[] heldOut = IntStream.range(0, images.size()).filter(i -> chosen[i]).toArray();
    int[] rest = IntStream.range(0, images.size()).filter(i -> !chosen[i]).toArray();
    if (heldOut.length == 0 || rest.length == 0) {
      throw new IllegalArgumentException(
          "share %s of %d images: expected one that leaves images on both sides"
              .formatted(share, images.size()));
    }
    return new StratifiedSplit(images.select(rest), images.select(heldOut));
  }
}
