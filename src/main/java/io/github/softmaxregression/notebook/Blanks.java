package io.github.softmaxregression.notebook;

import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.report.Resource;
import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a notebook to be filled in: bodies are left out, and the cells that check them stay. */
public final class Blanks {
  private static final String NAME = "from-scratch";

  /** Finds a solution with the marks around it, in a cell of code. */
  private static final Pattern SOLUTION =
      Pattern.compile("( *)// begin solution\n.*?// end solution", Pattern.DOTALL);

  private static final String TO_DO =
      "$1throw new UnsupportedOperationException(\"to be written\"); // your code goes here";

  private Blanks() {}

  /** Gives the notebook's Markdown with its solutions. */
  static String solved() {
    return Resource.text(Blanks.class, "/notebooks/blanks/" + NAME + ".md");
  }

  /** Gives the notebook's Markdown without them. */
  static String blank() {
    return SOLUTION.matcher(solved()).replaceAll(TO_DO);
  }

  /**
   * Writes the notebook, as Markdown and for Jupyter.
   *
   * @param folder made if it is missing
   * @return the files, the one for any editor first
   * @throws InvalidFileException if one is there already: overwriting it would lose work
   */
  public static Iterable<Path> write(Path folder) throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resolve(NAME + ".md"), blank());
    files.put(
        folder.resolve(NAME + ".ipynb"), IpynbFormat.writeUnrun(Notebook.parse(NAME, blank())));
    for (Path file : files.keySet()) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new InvalidFileException(
            file, "a file that is there already", "none", "name another folder, or delete it");
      }
    }
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidFileException(folder, "a file", "a folder", "name another");
    }
    for (Map.Entry<Path, String> file : files.entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(file.getKey(), out -> out.write(content));
    }
    return files.keySet();
  }
}
