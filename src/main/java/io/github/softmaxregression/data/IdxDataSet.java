package io.github.softmaxregression.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  /** Limits how deep below a folder its files are looked for: torchvision has NAME/raw/. */
  private static final int DEPTH = 3;

  private static final Set<String> FILES =
      Stream.of("train", "t10k")
          .flatMap(split -> Stream.of(split + IdxFile.IMAGES, split + IdxFile.LABELS))
          .collect(Collectors.toSet());

  private final Path folder;

  private IdxDataSet(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the data set in a folder or, where {@link #find} finds it, below; nothing is read yet.
   *
   * @throws InvalidFileException if there are several below
   */
  public static IdxDataSet in(Path folder) throws IOException {
    return new IdxDataSet(find(folder).orElse(folder));
  }

  /**
   * Finds the folder with one of the four files or more: the folder itself, or one in it.
   *
   * @return empty if there is none
   * @throws InvalidFileException if there are several in it
   */
  public static Optional<Path> find(Path folder) throws IOException {
    List<Path> found = find(folder, DEPTH);
    if (found.size() > 1) {
      String places = found.stream().map(Path::toString).collect(Collectors.joining(", "));
      throw new InvalidFileException(
          folder, "data in " + places, "one data set", "name one of them");
    }
    return found.stream().findFirst();
  }

  private static List<Path> find(Path folder, int depth) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.sorted().toList();
    }
    if (entries.stream().anyMatch(each -> FILES.contains(plain(each)))) {
      return List.of(folder);
    }
    List<Path> found = new ArrayList<>();
    for (Path inner : depth == 0 ? List.<Path>of() : entries) {
      boolean hidden = inner.getFileName().toString().startsWith(".");
      found.addAll(hidden || !Files.isReadable(inner) ? List.of() : find(inner, depth - 1));
    }
    return found;
  }

  @Override
  public String location() {
    return folder.toString();
  }

  @Override
  public String describe() {
    return "images and labels in " + location();
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
    Path file = required(split + IdxFile.IMAGES);
    if (ImageFile.isLarge(file)) {
      ImageFile images = ImageFile.open(file);
      requireAsMany(images.shape(), file, labels);
      // No published set is that large: its images need not be read for their digest here.
      List<String> names = classNames(labels, Optional::empty);
      Map<String, Supplier<String>> sha256 = Map.of(split + IdxFile.IMAGES, images::sha256);
      return ImageSet.of(images, images.shape(), labels, names, sha256);
    }
    IdxFile images = readFile(split + IdxFile.IMAGES, 3);
    requireAsMany(images.shape(), file, labels);
    List<String> names = classNames(labels, () -> published(images));
    return ImageSet.of(images, labels, names);
  }

  private static void requireAsMany(int[] shape, Path images, IdxFile labels)
      throws InvalidFileException {
    if (shape[0] != labels.shape()[0]) {
      String found = labels.shape()[0] + " labels";
      String expected = shape[0] + " as there are images in " + IdxFile.fileName(images.toString());
      throw new InvalidFileException(
          labels.name(), found, expected, "take both files from the same copy of the data set");
    }
  }

  private Optional<PublishedDataSet> published(IdxFile images) {
    Optional<PublishedDataSet> published = PublishedDataSet.of(images.sha256());
    if (published.equals(Optional.of(PublishedDataSet.MNIST))) {
      log.warn(
          "{}: {}, not Fashion-MNIST; going on with them",
          folder.resolve(images.fileName()),
          published.get().title());
    }
    return published;
  }

  /**
   * Finds the names: from a file beside the others, else as a published file's digest tells, else
   * numbers them.
   */
  private List<String> classNames(IdxFile labels, Supplier<Optional<PublishedDataSet>> published)
      throws IOException {
    Path names = folder.resolve(CLASS_NAMES);
    if (Files.isRegularFile(names)) {
      return ClassNames.read(names);
    }
    Optional<PublishedDataSet> ofImages = published.get();
    if (ofImages.isPresent()) {
      return ofImages.get().classNames();
    }
    boolean[] occurs = new boolean[MOST_CLASSES];
    for (String other : new String[] {"train" + IdxFile.LABELS, "t10k" + IdxFile.LABELS}) {
      if (existing(folder, other).isPresent()) {
        IdxFile all = readFile(other, 1);
        mark(all, occurs);
        Optional<PublishedDataSet> known = PublishedDataSet.of(all.sha256());
        if (known.isPresent()) { // of images that were changed, or of the other split
          return known.get().classNames();
        }
      }
    }
    int classes = MOST_CLASSES;
    while (!occurs[classes - 1]) {
      classes--;
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
    Optional<Path> found = existing(folder, fileName);
    if (found.isEmpty()) {
      throw new InvalidFileException(
          folder,
          "no " + fileName + ", plain or .gz",
          "the files train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and"
              + " t10k-labels-idx1-ubyte, or folders of pictures, one for each class",
          "copy what is missing there");
    }
    return found.get();
  }

  /** Finds a file under its name, however it is spelled, or that of its gzip. */
  private static Optional<Path> existing(Path folder, String fileName) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> plain(file).equals(fileName))
          .filter(Files::isRegularFile)
          .min(Comparator.comparing((Path file) -> file.toString().length()).thenComparing(x -> x));
    }
  }

  /** Undoes what unpackers do to names: dots in place of hyphens, capital letters, .gz. */
  private static String plain(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.replaceFirst("\\.gz$", "").replace('.', '-').replace('_', '-');
  }
}
