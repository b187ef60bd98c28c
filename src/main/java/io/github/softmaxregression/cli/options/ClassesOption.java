package io.github.softmaxregression.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Says which of a model's classes are right for folders that do not bear their names. */
public final class ClassesOption extends CommandPart {
  @Option(names = "--classes", paramLabel = "FOLDER=CLASS", split = ",")
  private List<String> entries = List.of();

  /**
   * Reads the entries, for example {@code shoes=sneaker|sandal}: right classes by folder.
   *
   * @param parent holds the folders
   */
  public Map<String, Set<String>> right(Path parent) {
    Map<String, Set<String>> right = new LinkedHashMap<>();
    for (String entry : entries) {
      String[] sides = entry.split("=", 2);
      String folder = sides[0].strip();
      Set<String> classes = new LinkedHashSet<>();
      Arrays.stream(sides[sides.length - 1].split("\\|", -1))
          .map(String::strip)
          .forEach(classes::add);
      if (sides.length < 2 || folder.isEmpty() || classes.contains("")) {
        throw usage("--classes '%s': expected FOLDER=CLASS or FOLDER=CLASS|CLASS", entry);
      }
      if (right.put(folder, classes) != null) {
        throw usage("--classes: expected the folder %s once", folder);
      }
      if (Files.isDirectory(parent) && !Files.isDirectory(parent.resolve(folder))) {
        throw usage("--classes '%s': no folder %s in %s", entry, folder, parent);
      }
    }
    return right;
  }

  /** Refuses classes that a model does not know. */
  public void check(Map<String, Set<String>> right, Collection<String> classNames) {
    right.forEach(
        (folder, classes) ->
            classes.stream()
                .filter(name -> !classNames.contains(name))
                .forEach(
                    name -> {
                      String known = String.join(", ", classNames);
                      throw usage("--classes %s=%s: expected one of %s", folder, name, known);
                    }));
  }
}
