package io.github.softmaxregression.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads the Fashion-MNIST data set that ships with the program: 60,000 training and 10,000 test
 * images of 28 × 28 grey pixels in ten classes (Xiao, Rasul, Vollgraf: arXiv 1708.07747).
 */
public final class FashionMnist implements DataSource {
  /** Rows and columns of an image. */
  public static final int SIDE = 28;

  /** Classes, in Fashion-MNIST and in the digits that are published under the same names. */
  public static final int CLASSES = 10;

  /** The names of the classes in label order. */
  static final List<String> CLASS_NAMES =
      List.of("t-shirt,trouser,pullover,dress,coat,sandal,shirt,sneaker,bag,ankle boot".split(","));

  private static final String FOLDER = "/fashion-mnist/";

  private FashionMnist() {}

  /** Returns the copy that ships with the program; nothing is read yet. */
  public static FashionMnist bundled() {
    return new FashionMnist();
  }

  @Override
  public String location() {
    return "bundled";
  }

  @Override
  public String describe() {
    return "Fashion-MNIST (bundled)";
  }

  @Override
  public ImageSet train() throws IOException {
    return read("train");
  }

  @Override
  public ImageSet test() throws IOException {
    return read("t10k");
  }

  private static ImageSet read(String split) throws IOException {
    IdxFile labels = read(split + IdxFile.LABELS, 1);
    IdxFile images = read(split + IdxFile.IMAGES, 3);
    return ImageSet.of(images, labels, CLASS_NAMES);
  }

  private static IdxFile read(String name, int dimensions) throws IOException {
    String resource = FOLDER + name + ".gz";
    try (InputStream in = FashionMnist.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new InvalidFileException(
            resource, "nothing there", "the bundled data set", "build the program again");
      }
      return IdxFile.read(resource, in, 0, dimensions);
    }
  }
}
