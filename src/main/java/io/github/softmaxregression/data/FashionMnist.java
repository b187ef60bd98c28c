package io.github.softmaxregression.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Fashion-MNIST data set: 60,000 training and 10,000 test images of 28 × 28 grey pixels in ten
 * classes (Xiao, Rasul, Vollgraf: arXiv 1708.07747).
 *
 * <p>It comes with the program, or from a folder with files of the same four names, gzip (name
 * ending in .gz) or plain; the plain file is taken where both are there. The files may as well be
 * of other images in the same format, of any size and up to 256 classes. Each split is read when it
 * is asked for.
 */
public final class FashionMnist implements DataSource {
  /** Rows and columns of an image. */
  public static final int SIDE = 28;

  /** Classes, in Fashion-MNIST and in the digits that are published under the same names. */
  public static final int CLASSES = 10;

  private static final Logger log = LoggerFactory.getLogger(FashionMnist.class);
  private static final String BUNDLED = "/fashion-mnist/";

  /** Names of the classes, one on each line: may lie beside the four files. */
  private static final String CLASS_NAMES = "class-names.txt";

  private static final int MOST_CLASSES = 256; // a label is a byte

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
  public String describe() {
    return "Fashion-MNIST (" + location() + ")";
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
    if (shape[0] != labels.shape()[0]) {
      throw new InvalidFileException(
          labels.name(),
          labels.shape()[0] + " labels",
          shape[0] + " as there are images in " + imagesName,
          "take both files from the same copy of the data set");
    }
    Digests digests = Digests.of(Map.of(imagesName, images, labelsName, labels));
    List<String> classNames =
        folder == null ? FashionClass.names() : classNames(imagesName, shape, labels, digests);
    checkLabels(labels, classNames.size());
    return ImageSet.read(images, labels, classNames, digests);
  }

  /**
   * From a file with names beside the others, or else as the digest of a published file tells, or
   * else by the number of labels: for up to ten of 28 × 28 pixels Fashion-MNIST's.
   */
  private List<String> classNames(String imagesName, int[] shape, IdxFile labels, Digests digests)
      throws IOException {
    Path names = folder.resolve(CLASS_NAMES);
    if (Files.isRegularFile(names)) {
      return ClassNames.read(names);
    }
    Optional<PublishedDataSet> published = PublishedDataSet.of(digests.byName().get(imagesName));
    if (published.isPresent()) {
      if (published.get() == PublishedDataSet.MNIST) {
        log.warn(
            "{}: {}, not Fashion-MNIST; going on with them",
            folder.resolve(imagesName),
            published.get().title());
      }
      return published.get().classNames();
    }
    boolean[] occurs = new boolean[MOST_CLASSES];
    for (String other : new String[] {"train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte"}) {
      if (existing(other).isPresent()) {
        mark(readFile(other, 1), occurs);
      }
    }
    int classes = MOST_CLASSES;
    while (!occurs[classes - 1]) {
      classes--;
    }
    if (classes <= CLASSES && shape[1] == SIDE && shape[2] == SIDE) {
      return FashionClass.names();
    }
    long different = IntStream.range(0, classes).filter(i -> occurs[i]).count();
    if (different < 2 || different < classes / 2) { // one damaged label makes many classes
      throw new InvalidFileException(
          labels.name(),
          "labels up to %d, of which %d occur".formatted(classes - 1, different),
          "labels from 0 on, most of which occur",
          "check that it is the right file, or name the classes in " + names);
    }
    return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
  }

  private static void mark(IdxFile labels, boolean[] occurs) {
    for (int i = 0; i < labels.data().limit(); i++) {
      occurs[labels.data().get(i) & 0xff] = true;
    }
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
    Path file = required(fileName);
    try (InputStream in = Files.newInputStream(file)) {
      return IdxFile.read(file.toString(), in, Files.size(file), dimensions);
    }
  }

  private Path required(String fileName) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidFileException(
          folder,
          Files.exists(folder) ? "a file" : "nothing there",
          "a folder with the four Fashion-MNIST files",
          "check the path, or leave --data out to use the bundled copy");
    }
    return existing(fileName)
        .orElseThrow(
            () ->
                new InvalidFileException(
                    folder,
                    "no " + fileName + ", plain or .gz",
                    "the files train-images-idx3-ubyte, train-labels-idx1-ubyte,"
                        + " t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte",
                    "copy the missing file there"));
  }

  private Optional<Path> existing(String fileName) {
    return Stream.of(fileName, fileName + ".gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
