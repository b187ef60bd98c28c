package io.github.softmaxregression.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Fashion-MNIST data set: 60,000 training and 10,000 test images of 28 × 28 grey pixels in ten
 * classes (Xiao, Rasul, Vollgraf: arXiv 1708.07747).
 *
 * <p>It comes with the program, or from a folder with files of the same four names, gzip (name
 * ending in .gz) or plain; the plain file is taken where both are there. Each split is read when it
 * is asked for.
 */
public final class FashionMnist implements DataSource {
  /** Rows and columns of an image. */
  public static final int SIDE = 28;

  /** Classes, in Fashion-MNIST and in the digits that are published under the same names. */
  public static final int CLASSES = 10;

  private static final Logger log = LoggerFactory.getLogger(FashionMnist.class);
  private static final String BUNDLED = "/fashion-mnist/";

  /** The folder, or null for the bundled files. */
  private final Path folder;

  private FashionMnist(Path folder) {
    this.folder = folder;
  }

  /** The copy that ships with the program. */
  public static FashionMnist bundled() {
    return new FashionMnist(null);
  }

  /** The four files in a folder; nothing is read yet. */
  public static FashionMnist in(Path folder) {
    return new FashionMnist(folder);
  }

  @Override
  public String location() {
    return folder == null ? "bundled" : folder.toString();
  }

  @Override
  public ImageSet train() throws IOException {
    return read("train");
  }

  @Override
  public ImageSet test() throws IOException {
    return read("t10k");
  }

  private ImageSet read(String split) throws IOException {
    String imagesName = split + "-images-idx3-ubyte";
    String labelsName = split + "-labels-idx1-ubyte";
    IdxFile labels = readFile(labelsName, 1);
    IdxFile images = readFile(imagesName, 3);
    int[] shape = images.shape(); // [n, height, width]
    if (shape[1] != SIDE || shape[2] != SIDE) {
      throw new InvalidFileException(
          images.name(),
          "images of %d x %d pixels".formatted(shape[1], shape[2]),
          "28 x 28 as in Fashion-MNIST",
          "check that it is the right file");
    }
    if (shape[0] != labels.shape()[0]) {
      throw new InvalidFileException(
          labels.name(),
          labels.shape()[0] + " labels",
          shape[0] + " as there are images in " + imagesName,
          "take both files from the same copy of the data set");
    }
    Digests digests = Digests.of(Map.of(imagesName, images, labelsName, labels));
    List<String> classNames =
        folder == null ? FashionClass.names() : published(imagesName, digests).classNames();
    checkLabels(labels, classNames.size());
    return ImageSet.read(images, labels, classNames, digests);
  }

  /** Which data set is in the folder, as its digests tell; Fashion-MNIST if they tell nothing. */
  private PublishedDataSet published(String imagesName, Digests digests) {
    PublishedDataSet published =
        PublishedDataSet.of(digests.byName().get(imagesName))
            .orElse(PublishedDataSet.FASHION_MNIST);
    if (published == PublishedDataSet.MNIST) {
      log.warn(
          "{}: {}, not Fashion-MNIST; going on with them",
          folder.resolve(imagesName),
          published.title());
    }
    return published;
  }

  private static void checkLabels(IdxFile labels, int classes) throws InvalidFileException {
    for (int i = 0; i < labels.data().limit(); i++) {
      int label = labels.data().get(i) & 0xff;
      if (label >= classes) {
        throw new InvalidFileException(
            labels.name(),
            "label %d at index %d".formatted(label, i),
            "labels 0 to " + (classes - 1),
            "check that it is the right file");
      }
    }
  }

  private IdxFile readFile(String fileName, int dimensions) throws IOException {
    if (folder == null) {
      String resource = BUNDLED + fileName + ".gz";
      try (InputStream in = FashionMnist.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new InvalidFileException(
              resource, "nothing there", "the bundled data set", "build the program again");
        }
        return IdxFile.read(resource, in, 0, dimensions);
      }
    }
    Path file = existing(fileName);
    try (InputStream in = Files.newInputStream(file)) {
      return IdxFile.read(file.toString(), in, Files.size(file), dimensions);
    }
  }

  private Path existing(String fileName) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidFileException(
          folder,
          Files.exists(folder) ? "a file" : "nothing there",
          "a folder with the four Fashion-MNIST files",
          "check the path, or leave --data out to use the bundled copy");
    }
    for (String candidate : new String[] {fileName, fileName + ".gz"}) {
      Path file = folder.resolve(candidate);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new InvalidFileException(
        folder,
        "no " + fileName + ", plain or .gz",
        "the files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and"
            + " t10k-labels-idx1-ubyte",
        "copy the missing file there");
  }
}
