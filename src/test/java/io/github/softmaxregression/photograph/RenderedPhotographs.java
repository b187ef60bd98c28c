package io.github.softmaxregression.photograph;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Renders photographs of Fashion-MNIST's test images, and pictures of other things: the same for
 * the same number.
 */
public final class RenderedPhotographs {
  private static final int SEED = 42;

  private final ImageSet images = FashionMnist.bundled().test();
  private final int[] order = shuffled(images.size());

  /** Reads the test images. */
  public RenderedPhotographs() throws IOException {}

  /**
   * Writes photographs to {@code FOLDER/KIND/CLASS/NUMBER.jpg}, as many of each kind.
   *
   * <p>Arguments: the folder, the number of the first, how many.
   */
  public static void main(String[] args) throws IOException {
    RenderedPhotographs photographs = new RenderedPhotographs();
    int first = Integer.parseInt(args[1]);
    int end = first + Integer.parseInt(args[2]);
    for (PhotographKind kind : PhotographKind.values()) {
      for (int number = first; number < end; number++) {
        Path folder = Path.of(args[0], kind.folder(), photographs.className(number));
        Files.createDirectories(folder);
        Path file = folder.resolve("%05d.jpg".formatted(number));
        Files.write(file, photographs.jpeg(kind, number));
      }
    }
  }

  private static int[] shuffled(int n) {
    int[] order = IntStream.range(0, n).toArray();
    Random random = new Random(SEED);
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int here = order[i];
      order[i] = order[other];
      order[other] = here;
    }
    return order;
  }

  /** The class of what a photograph of any kind shows. */
  String className(int number) {
    return images.classNames().get(images.label(order[number]));
  }

  /** A photograph's file; numbers from 0 on stand for test images in an order of the seed's. */
  public byte[] jpeg(PhotographKind kind, int number) throws IOException {
    Random random = random(kind, number);
    Thing thing = new Thing(images.image(order[number]));
    return Camera.jpeg(Photograph.of(thing, kind, random));
  }

  /** The file of a picture that shows no clothes. */
  static byte[] jpeg(NoClothes kind, int number) throws IOException {
    return Camera.jpeg(kind.render(random(kind, number)));
  }

  private static Random random(Enum<?> kind, int number) {
    return new Random(1_000_003L * kind.name().hashCode() + number);
  }
}
