package io.github.softmaxregression.exchange;

import java.util.List;
import java.util.stream.LongStream;

/** Computes with the shapes of tensors. */
final class OnnxShape {
  private static final int MOST_SIZES = 8;

  private OnnxShape() {}

  /** Multiplies sizes. */
  static int count(long[] shape) {
    long count = 1;
    for (long size : shape) {
      if (shape.length > MOST_SIZES || size < 1 || size > DenseClassifier.MOST_PARAMETERS / count) {
        throw new IllegalArgumentException("values of shape " + describe(shape));
      }
      count *= size;
    }
    return (int) count;
  }

  /** Writes a shape, of which there may be more than anybody reads. */
  static String describe(long[] shape) {
    List<Long> first = LongStream.of(shape).limit(MOST_SIZES).boxed().toList();
    return shape.length > MOST_SIZES ? first + " and more" : first.toString();
  }

  /**
   * Finds the sizes that Reshape asks for, where -1 stands for what is left and 0 for what was.
   *
   * @param count of values; -1 if it is not known
   * @return null if they do not fit
   */
  static long[] resolved(long[] asked, long[] before, long count) {
    long[] shape = asked.clone();
    long known = 1;
    int open = -1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] == 0 && before != null && i < before.length) {
        shape[i] = before[i];
      }
      if (shape[i] == -1 && open < 0) {
        open = i;
      } else if (shape[i] < 1 || shape[i] > DenseClassifier.MOST_PARAMETERS / known) {
        return null;
      } else {
        known *= shape[i];
      }
    }
    if (open >= 0) {
      if (count < 0 || count % known != 0) {
        return null;
      }
      shape[open] = count / known;
      known = count;
    }
    return count < 0 || known == count ? shape : null;
  }

  /** Drops sizes of 1 before the first other one. */
  static long[] withoutLeadingOnes(long[] shape) {
    return LongStream.of(shape).dropWhile(each -> each == 1).toArray();
  }

  /** Drops sizes of 1. */
  static long[] withoutOnes(long[] shape) {
    return LongStream.of(shape).filter(each -> each != 1).toArray();
  }
}
