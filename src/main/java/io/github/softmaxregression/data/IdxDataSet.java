package io.github.softmaxregression.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a data set from a folder with four files of Fashion-MNIST's names, gzip (name ending in
 * .gz) or plain; the plain file is taken where both are there. The images may be others in the same
 * format, of any size and up to 256 classes. Each split is read when it is asked for.
 */
public final class IdxDataSet implements DataSource {
  private static final Logger log = LoggerFactory.getLogger(IdxDataSet.class);

  /** Names of the classes, one on each line: may lie beside the four files. */
  private static final String CLASS_NAMES = "class-names.txt";

  private static final int MOST_CLASSES = 256; // a label is a byte

  private final Path folder;

  private IdxDataSet(Path folder) {
    this.folder = folder;
  }

  /** Returns the data set in a folder; nothing is read yet. */
  public static IdxDataSet in(Path folder) {
    return new IdxDataSet(folder);
  }

  @Override
  public String location() {
    return folder.toString();
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
    IdxFile labels = readFile(split + IdxFile.LABELS, 1);
    IdxFile images = readFile(split + IdxFile.IMAGES, 3);
    if (images.shape()[0] != labels.shape()[0]) {
      String found = labels.shape()[0] + " labels";
      String expected = images.shape()[0] + " as there are images in " + images.fileName();
      throw new InvalidFileException(
          labels.name(), found, expected, "take both files from the same copy of the data set");
    }
    return ImageSet.of(images, labels, classNames(images, labels));
  }

  /**
   * Finds the names: from a file beside the others, else as a published file's digest tells, else
   * by the number of labels: for up to ten of 28 × 28 pixels Fashion-MNIST's.
   */
  private List<String> classNames(IdxFile images, IdxFile labels) throws IOException {
    int[] shape = images.shape(); // [n, height, width]
    Path names = folder.resolve(CLASS_NAMES);
    if (Files.isRegularFile(names)) {
      return ClassNames.read(names);
    }
    Optional<PublishedDataSet> published = PublishedDataSet.of(images.sha256());
    if (published.isPresent()) {
      if (published.get() == PublishedDataSet.MNIST) {
        log.warn(
            "{}: {}, not Fashion-MNIST; going on with them",
            folder.resolve(images.fileName()),
            published.get().title());
      }
      return published.get().classNames();
    }
    boolean[] occurs = new boolean[MOST_CLASSES];
    for (String other : new String[] {"train" + IdxFile.LABELS, "t10k" + IdxFile.LABELS}) {
      if (existing(other).isPresent()) {
        mark(readFile(other, 1), occurs);
      }
    }
    int classes = MOST_CLASSES;
    while (!occurs[classes - 1]) {
      classes--;
    }
    if (classes <= FashionMnist.CLASSES
        && shape[1] == FashionMnist.SIDE
        && shape[2] == FashionMnist.SIDE) {
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

  private IdxFile readFile(String fileName, int dimensions) throws IOException {
    Path file = required(fileName);
    try (InputStream in = Files.newInputStream(file)) {
      return IdxFile.read(file.toString(), in, Files.size(file), dimensions);
    }
  }

  private Path required(String fileName) throws IOException {
    if (!Files.isDirectory(folder)) {
      String found = Files.exists(folder) ? "a file" : "nothing there";
      String expected = "a folder with the four Fashion-MNIST files";
      throw new InvalidFileException(
          folder, found, expected, "check the path, or leave --data out to use the bundled copy");
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
