package io.github.softmaxregression.inference;

import io.github.softmaxregression.data.FashionClass;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import io.github.softmaxregression.store.InputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the training images that are most like another one: those at the least Euclidean distance
 * of pixels.
 */
public final class SimilarImages {
  private final ImageSet training;
  private final byte[][] images; // [n][height * width]

  /**
   * A training image that is like another one.
   *
   * @param index in the training set, from 0
   * @param name of the class
   * @param distance of the pixels, each from 0 to 1: 0 for the same image
   */
  public record Similar(int index, String name, double distance) {}

  /** Reads the training images of Fashion-MNIST when they are first asked for, and keeps them. */
  private static final class Fashion {
    private static final SimilarImages TRAINING = read();

    private static SimilarImages read() {
      try {
        return new SimilarImages(FashionMnist.bundled().train());
      } catch (IOException e) { // of the program's own file
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Looks among the images that a model has learned from; null unless those are Fashion-MNIST's.
   */
  public static SimilarImages forModel(InputFormat input) {
    boolean size = input.height() == FashionMnist.SIDE && input.width() == FashionMnist.SIDE;
    return size && input.classNames().equals(FashionClass.names()) ? Fashion.TRAINING : null;
  }

  /** Looks among these images. */
  public SimilarImages(ImageSet training) {
    this.training = training;
    this.images =
        IntStream.range(0, training.size()).mapToObj(training::image).toArray(byte[][]::new);
  }

  /**
   * Lists the most similar images, the most similar first, of equally similar ones the earlier.
   *
   * @param pixels [height * width] unsigned bytes, as many as the training images have
   * @param most how many at most
   */
  public List<Similar> of(byte[] pixels, int most) {
    if (pixels.length != training.pixelsPerImage()) {
      throw new IllegalArgumentException(
          pixels.length + " pixels: expected " + training.pixelsPerImage());
    }
    int[] squares =
        IntStream.range(0, images.length).parallel().map(i -> square(images[i], pixels)).toArray();
    List<Integer> nearest = new ArrayList<>();
    for (int i = 0; i < squares.length; i++) {
      if (nearest.size() == most && squares[i] >= squares[nearest.get(most - 1)]) {
        continue;
      }
      nearest.add(i);
      nearest.sort(Comparator.comparingInt(each -> squares[each])); // stable: the earlier first
      nearest.subList(Math.min(most, nearest.size()), nearest.size()).clear();
    }
    return nearest.stream().map(i -> similar(i, squares[i])).toList();
  }

  /** The pixels of a training image, [height * width] unsigned bytes. */
  public byte[] image(int index) {
    return images[index].clone();
  }

  private Similar similar(int index, int square) {
    String name = training.classNames().get(training.label(index));
    return new Similar(index, name, Math.sqrt(square) / 255);
  }

  /** The squared distance, in levels: at most 784 times 255 squared, which an int holds. */
  private static int square(byte[] a, byte[] b) {
    int sum = 0;
    for (int k = 0; k < a.length; k++) {
      int difference = (a[k] & 0xff) - (b[k] & 0xff);
      sum += difference * difference;
    }
    return sum;
  }
}
