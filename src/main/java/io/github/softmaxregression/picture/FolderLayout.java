package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.data.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds parts and classes in a folder: {@code train/CLASS/...} and {@code test/CLASS/...}, in any
 * spelling, or {@code CLASS/...}. A class is a folder with a picture in it, however deep.
 *
 * @param training the pictures of each class, to learn from or to keep a share of
 * @param testing those to test with; null where a share is to be kept
 */
record FolderLayout(SortedMap<String, List<Path>> training, SortedMap<String, List<Path>> testing) {
  private static final int MOST_CLASSES = 256; // a label is a byte

  /** Are the names of parts, in small letters. */
  private static final Map<String, Set<String>> PARTS =
      Map.of(
          "train", Set.of("train", "training", "trn"),
          "test", Set.of("test", "testing", "tst"),
          "val", Set.of("val", "valid", "validation", "dev"));

  /** Lists folders that people mean, by name. */
  static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).filter(PictureTree::isMeant).sorted().toList();
    }
  }

  /**
   * Finds out what is in a folder.
   *
   * @param notices hears what a person should know: what is left out, and what may be a slip
   */
  static FolderLayout of(Path folder, Consumer<String> notices) throws IOException {
    Path train = part("train", folder);
    Path test = part("test", folder);
    Path val = part("val", folder);
    Path tested = test == null ? val : test;
    if (train == null || tested == null) {
      Path whole = train != null && isAlone(train, folder) ? train : folder;
      SortedMap<String, List<Path>> classes = pictures(classes(whole, notices));
      requireClasses(folder, classes.keySet());
      return new FolderLayout(classes, null);
    }
    if (test == null) {
      notices.accept(val + ": taken for testing, since there is no folder test");
    }
    for (Path other : folders(folder)) {
      if (!other.equals(train) && !other.equals(tested)) {
        int pictures = PictureTree.of(other).pictures().size();
        if (pictures > 0) {
          String parts = "%s and %s".formatted(train.getFileName(), tested.getFileName());
          notices.accept("%s: left out, %d pictures beside %s".formatted(other, pictures, parts));
        }
      }
    }
    SortedMap<String, List<Path>> training = pictures(classes(train, notices));
    SortedMap<String, List<Path>> testing = pictures(classes(tested, notices));
    requirePictures(train, training);
    requirePictures(tested, testing);
    tellWhatIsMissing(training.keySet(), train, testing.keySet(), tested, notices);
    tellWhatIsMissing(testing.keySet(), tested, training.keySet(), train, notices);
    FolderLayout layout = new FolderLayout(training, testing);
    requireClasses(folder, Set.copyOf(layout.classNames()));
    return layout;
  }

  /** Finds the folder of a part; null if there is none. */
  private static Path part(String name, Path folder) throws IOException {
    List<Path> found =
        folders(folder).stream()
            .filter(
                path ->
                    PARTS
                        .get(name)
                        .contains(path.getFileName().toString().toLowerCase(Locale.ROOT)))
            .toList();
    if (found.size() > 1) {
      throw new InvalidFileException(
          folder, "both " + found.get(0) + " and " + found.get(1), "one of them", "join them");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private static boolean isAlone(Path part, Path folder) throws IOException {
    List<Path> others = folders(folder).stream().filter(each -> !each.equals(part)).toList();
    return others.stream().allMatch(each -> PictureTree.of(each).pictures().isEmpty());
  }

  /** Finds the files of each class, those without a picture too; names are in one Unicode form. */
  static SortedMap<String, List<PictureTree>> classes(Path folder, Consumer<String> notices)
      throws IOException {
    SortedMap<String, List<PictureTree>> classes = new TreeMap<>();
    for (Path each : folders(folder)) {
      PictureTree tree = PictureTree.of(each);
      if (!tree.problems().isEmpty()) {
        throw tree.problems().get(0);
      }
      if (!Spelling.isKnown(each)) {
        throw Spelling.problem(each);
      }
      String none = tree.pictures().isEmpty() ? "no picture in it, and so no class" : "";
      String notice =
          Stream.of(none, tree.leftOut())
              .filter(text -> !text.isEmpty())
              .collect(Collectors.joining("; "));
      if (!notice.isEmpty()) {
        notices.accept(each + ": " + notice);
      }
      classes.computeIfAbsent(className(each), name -> new ArrayList<>()).add(tree);
    }
    tellWhatLiesLoose(folder, notices);
    return classes;
  }

  private static void tellWhatLiesLoose(Path folder, Consumer<String> notices) throws IOException {
    long loose = loose(folder);
    if (loose > 0) {
      notices.accept(
          "%s: left out %d pictures that lie in no class's folder".formatted(folder, loose));
    }
  }

  /** Counts pictures that lie in a folder itself. */
  static long loose(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(PictureTree::isMeant)
          .filter(FolderLayout::isPicture)
          .count();
    }
  }

  private static boolean isPicture(Path file) {
    try {
      byte[] start = FileFormat.start(file);
      return PictureReader.isPicture(start) && !DrawnHere.isOn(start);
    } catch (IOException e) { // not to be read, and so not to be missed
      return FileFormat.isPromised(file);
    }
  }

  /** Makes one name of a folder's, however its letters are composed. */
  static String className(Path folder) {
    return Normalizer.normalize(folder.getFileName().toString(), Normalizer.Form.NFC).strip();
  }

  private static SortedMap<String, List<Path>> pictures(
      SortedMap<String, List<PictureTree>> classes) {
    SortedMap<String, List<Path>> pictures = new TreeMap<>();
    classes.forEach(
        (name, trees) -> {
          List<Path> all = trees.stream().flatMap(tree -> tree.pictures().stream()).toList();
          if (!all.isEmpty()) {
            pictures.put(name, all);
          }
        });
    return pictures;
  }

  private static void requirePictures(Path part, SortedMap<String, List<Path>> classes)
      throws InvalidFileException {
    if (classes.isEmpty()) {
      String next = "add some, or take that folder away so that a share of the others is kept";
      throw new InvalidFileException(part, "no picture", "some in a folder of each class", next);
    }
  }

  private static void tellWhatIsMissing(
      Set<String> names, Path in, Set<String> others, Path notIn, Consumer<String> notices) {
    for (String name : names) {
      if (!others.contains(name)) {
        notices.accept("class %s: in %s only, not in %s".formatted(name, in, notIn));
      }
    }
  }

  private static void requireClasses(Path folder, Set<String> names) throws IOException {
    if (names.size() >= 2 && names.size() <= MOST_CLASSES) {
      return;
    }
    String found = names.size() + " folders of pictures";
    String expected = "2 to " + MOST_CLASSES + ", one for each class";
    String next = "sort the pictures into folders that bear the names of their classes";
    for (Path inner : folders(folder)) {
      if (names.size() == 1 && folders(inner).size() > 1) {
        next = "name the folder that holds them, perhaps " + inner;
      }
    }
    throw new InvalidFileException(folder, found, expected, next);
  }

  /** All classes, so that parts have the same labels. */
  List<String> classNames() {
    Set<String> names = new TreeSet<>(training.keySet());
    names.addAll(testing == null ? Set.of() : testing.keySet());
    return List.copyOf(names);
  }
}
