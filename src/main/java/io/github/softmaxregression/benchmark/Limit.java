package io.github.softmaxregression.benchmark;

import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.data.memory.PreparedOperation;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tells the least time that one thread of this machine needs for an epoch of softmax regression in
 * float32: what no program leaves out, each part measured at its best.
 *
 * <p>It counts neither softmax nor the update of the weights, and takes the products for square
 * ones, which processors multiply faster than those with a column for each of ten classes: no
 * program reaches it.
 *
 * @param products seconds for two products of every image, the logits xW and the gradient xᵀδ
 * @param copying seconds for copying the bytes of every image once, in a shuffled order
 * @param converting seconds for making float32 of them
 */
record Limit(double products, double copying, double converting) {
  private static final int SIDE = 512; // of square matrices: larger ones are no faster
  private static final int ROWS = 128; // of images at a time: few enough for the cache
  private static final long PATIENCE = 300_000_000; // ns for each part, Java's compiling included

  /** Measures it on the CPU, with one thread for ND4J. */
  static Limit of(ImageSet images) {
    return new Limit(products(images), copying(images), converting(images));
  }

  /** Sums up the parts, in seconds, and divides them among threads that have a processor each. */
  double seconds(int threads) {
    int atOnce = Math.min(threads, Runtime.getRuntime().availableProcessors());
    return (products + copying + converting) / atOnce;
  }

  private static double products(ImageSet images) {
    INDArray left = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
    INDArray right = Nd4j.rand(DataType.FLOAT, SIDE, SIDE);
    INDArray product = Nd4j.createUninitialized(DataType.FLOAT, SIDE, SIDE);
    double seconds = least(() -> Nd4j.gemm(left, right, product, false, false, 1, 0));
    double multiplyAdds =
        2.0 * images.size() * images.pixelsPerImage() * images.classNames().size();
    return seconds * multiplyAdds / Math.pow(SIDE, 3);
  }

  private static double copying(ImageSet images) {
    List<Integer> shuffled = IntStream.range(0, images.size()).boxed().collect(Collectors.toList());
    Collections.shuffle(shuffled, new Random(0));
    int[] order = shuffled.stream().mapToInt(i -> i).toArray();
    int pixels = images.pixelsPerImage();
    ByteBuffer target = ByteBuffer.allocateDirect(ROWS * pixels);
    return least(
        () -> {
          for (int i = 0; i < order.length; i++) {
            images.copyPixels(order[i], target, i % ROWS * pixels);
          }
        });
  }

  private static double converting(ImageSet images) {
    INDArray bytes = Nd4j.zeros(DataType.UINT8, ROWS, images.pixelsPerImage());
    INDArray floats = Nd4j.createUninitialized(DataType.FLOAT, bytes.shape());
    PreparedOperation cast = new PreparedOperation("cast", DataType.FLOAT.toInt());
    return least(() -> cast.compute(floats, bytes)) * images.size() / ROWS;
  }

  /** Repeats work for a while; returns the seconds of the fastest time. */
  private static double least(Runnable work) {
    long begin = System.nanoTime();
    long least = Long.MAX_VALUE;
    for (long start = begin; start - begin < PATIENCE; start = System.nanoTime()) {
      work.run();
      least = Math.min(least, System.nanoTime() - start);
    }
    return least / 1e9;
  }
}
