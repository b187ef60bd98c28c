package io.github.softmaxregression.notebook;

import io.github.softmaxregression.report.Resource;
import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes notebooks in all formats, and an index of them. */
public final class Export {
  /** Matches what an export writes, and the next one may delete. */
  private static final Pattern WRITTEN =
      Pattern.compile("\\d\\d-[a-z0-9-]+\\.(ipynb|md|html|svg)|README\\.md|index\\.html");

  private static final String README = "README.md";

  private final Map<String, String> files = new LinkedHashMap<>();

  /** Exports notebooks that were run. */
  public Export(List<Notebook> notebooks) {
    StringBuilder contents = new StringBuilder(Resource.text(Export.class, "index.md"));
    for (int i = 0; i < notebooks.size(); i++) {
      Notebook notebook = notebooks.get(i);
      files.put(
          IpynbFormat.fileName(notebook),
          IpynbFormat.write(Navigation.added(notebooks, i, ".ipynb", README)));
      files.putAll(MarkdownFormat.write(Navigation.added(notebooks, i, ".md", README)));
      files.put(
          notebook.name() + ".html",
          HtmlFormat.write(Navigation.added(notebooks, i, ".html", "index.html")));
      contents.append(entry(notebook));
    }
    files.put(README, contents.toString());
    String page =
        contents.toString().replaceAll("(?m)^## \\[([^]]+)]\\(([^)]+)\\.md\\)", "## [$1]($2.html)");
    files.put("index.html", HtmlFormat.write(Notebook.parse("index", page)));
  }

  private static String entry(Notebook notebook) {
    String links =
        """

        ## [%2$s](%1$s.md)

        [Markdown](%1$s.md) · [HTML](%1$s.html) · [Jupyter](%1$s.ipynb)
        """
            .formatted(notebook.name(), notebook.title());
    for (int i = 0; i < notebook.cells().size(); i++) {
      Cell cell = notebook.cells().get(i);
      if (cell.outputs().stream().anyMatch(output -> output instanceof Cell.Picture)) {
        String file = MarkdownFormat.pictureFile(notebook, i);
        return links + "\n![%s](%s)\n".formatted(cell.alternative(), file);
      }
    }
    return links;
  }

  /** Gives the text of each file by its name. */
  public Map<String, String> files() {
    return Collections.unmodifiableMap(files);
  }

  /**
   * Writes the files, each whole or not at all, and deletes those of an earlier export that are no
   * longer among them. Other files in the folder stay.
   *
   * @param folder made if it is missing
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : files.keySet()) {
      byte[] content = files.get(name).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(folder.resolve(name), out -> out.write(content));
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString();
        if (WRITTEN.matcher(name).matches() && !files.containsKey(name)) {
          Files.delete(file);
        }
      }
    }
  }
}
