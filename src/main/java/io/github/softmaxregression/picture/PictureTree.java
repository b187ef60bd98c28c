package io.github.softmaxregression.picture;

import io.github.softmaxregression.data.Spelling;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The files in a folder and its folders, told by content. Links are followed, each folder once, so
 * that circles end. Names that begin with a dot and what systems leave is passed over.
 */
public final class PictureTree {
  private static final Set<String> SYSTEM =
      Set.of(
          "__macosx",
          "@eadir",
          "#recycle",
          "lost+found",
          "$recycle.bin",
          "recycler",
          "system volume information",
          "thumbs.db",
          "desktop.ini");

  /** Stands for a folder that is not there. */
  public static final PictureTree EMPTY = new PictureTree(file -> false);

  private final Predicate<Path> wanted;
  private final List<Path> pictures = new ArrayList<>();
  private final SortedMap<String, Integer> others = new TreeMap<>();
  private final List<IOException> problems = new ArrayList<>();
  private int figures;
  private int unspelled;

  private PictureTree(Predicate<Path> wanted) {
    this.wanted = wanted;
  }

  /** Finds out what is in a folder; opens each file, and reads its first bytes. */
  public static PictureTree of(Path folder) {
    return of(folder, file -> true);
  }

  /** Finds out likewise, of the files that are wanted alone. */
  public static PictureTree of(Path folder, Predicate<Path> wanted) {
    PictureTree tree = new PictureTree(wanted);
    Set<Object> seen = new HashSet<>();
    try {
      Files.walkFileTree(
          folder,
          Set.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          tree.visitor(folder, seen));
    } catch (IOException e) {
      tree.problems.add(e);
    }
    tree.pictures.sort(Comparator.comparing(Path::toString));
    return tree;
  }

  private SimpleFileVisitor<Path> visitor(Path root, Set<Object> seen) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
          throws IOException {
        Object key = attributes.fileKey() == null ? folder.toRealPath() : attributes.fileKey();
        boolean meant = folder.equals(root) || isMeant(folder) && isSpelled(folder);
        return meant && seen.add(key) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (wanted.test(file) && isMeant(file) && isSpelled(file)) {
          add(file, attributes);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException cause) {
        if (!(cause instanceof FileSystemLoopException)) {
          problems.add(cause);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path folder, IOException cause) {
        if (cause != null) {
          problems.add(cause);
        }
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private void add(Path file, BasicFileAttributes attributes) {
    if (!attributes.isRegularFile()) { // a broken link, a pipe, a device: never opened
      others.merge("of another kind (" + file.getFileName() + ")", 1, Integer::sum);
      return;
    }
    try {
      // What is empty, or not a file on a disk as in /proc, may never end to be read.
      byte[] start = attributes.size() == 0 ? new byte[0] : FileFormat.start(file);
      FileFormat format = FileFormat.of(start);
      if (DrawnHere.isOn(start)) {
        figures++;
      } else if (format != null && format.isRead() || FileFormat.isPromised(file)) {
        pictures.add(file); // if it is none, that is told when it is read
      } else {
        others.merge(ending(file), 1, Integer::sum);
      }
    } catch (IOException e) {
      problems.add(e);
    }
  }

  /**
   * Tells whether people mean a file or folder of this name: none that begins with a dot, and none
   * that a system makes for itself.
   */
  public static boolean isMeant(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return !name.startsWith(".") && !SYSTEM.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Tells, for the first in a folder, of a name that could be neither printed nor found again. */
  private boolean isSpelled(Path path) {
    boolean spelled = Spelling.isKnown(path.getFileName());
    if (!spelled && unspelled++ == 0) {
      problems.add(Spelling.problem(path));
    }
    return spelled;
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 1 || name.length() - dot > 12 ? "without an ending" : name.substring(dot);
  }

  /** The pictures, by path; some may turn out to be damaged. */
  public List<Path> pictures() {
    return List.copyOf(pictures);
  }

  /** What could not be looked at. */
  public List<IOException> problems() {
    return List.copyOf(problems);
  }

  /** Says how many files were left out, and what they are; empty if none was. */
  public String leftOut() {
    List<String> kinds =
        others.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.toList());
    if (figures > 0) {
      kinds.add(figures + " drawn by this program");
    }
    return kinds.isEmpty() ? "" : "left out, as no pictures to read: " + String.join(", ", kinds);
  }
}
