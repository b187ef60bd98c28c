package io.github.softmaxregression.benchmark;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.picture.PictureFolder;
import io.github.softmaxregression.picture.PictureTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sorts the folders of photographs in a folder by whether a model knows a class for them.
 *
 * @param measured those for which a class is right, by name
 * @param passedOver those for which none is, by name
 */
public record PhotographFolders(List<Folder> measured, List<Folder> passedOver) {
  /**
   * Photographs of one kind.
   *
   * @param right the classes that are right for them; empty if none is
   * @param pictures files, by name
   * @param leftOut what else lies in the folder, counted, in words; empty if nothing does
   */
  public record Folder(String name, Set<String> right, List<Path> pictures, String leftOut) {}

  /** Copies the lists. */
  public PhotographFolders {
    measured = List.copyOf(measured);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * Lists the folders in a folder.
   *
   * @param mapped right classes of folders by the folder's name; for others it is the class of
   *     their own name
   * @param classNames classes of the model
   * @throws IOException if there is no picture to measure with, or a folder cannot be listed
   */
  public static PhotographFolders of(
      Path parent, Map<String, Set<String>> mapped, Collection<String> classNames)
      throws IOException {
    if (!Files.isDirectory(parent)) {
      String found = Files.exists(parent) ? "a file" : "nothing there";
      throw new InvalidFileException(
          parent, found, "a folder with a folder of photographs for each class", "name one");
    }
    List<Folder> measured = new ArrayList<>();
    List<Folder> passedOver = new ArrayList<>();
    for (var entry : PictureFolder.byClass(parent).entrySet()) {
      String name = entry.getKey();
      Set<String> right =
          mapped.getOrDefault(name, classNames.contains(name) ? Set.of(name) : Set.of());
      var trees = entry.getValue();
      List<Path> pictures = trees.stream().flatMap(tree -> tree.pictures().stream()).toList();
      String leftOut = trees.stream().map(PictureTree::leftOut).collect(Collectors.joining(" "));
      Folder folder = new Folder(name, right, pictures, leftOut.strip());
      (right.isEmpty() ? passedOver : measured).add(folder);
    }
    if (measured.stream().allMatch(folder -> folder.pictures().isEmpty())) {
      throw new InvalidFileException(
          parent,
          "no picture in a folder that bears the name of a class",
          "PNG, JPEG, GIF, BMP, TIFF or WebP files in folders as " + String.join(", ", classNames),
          "say with --classes which classes are right for other folders");
    }
    return new PhotographFolders(measured, passedOver);
  }
}
