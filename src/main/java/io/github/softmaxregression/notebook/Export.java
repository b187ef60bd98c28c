package io.github.softmaxregression.notebook;

import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Notebooks in all formats, and an index of them. */
public final class Export {
  private static final List<NotebookFormat> FORMATS =
      List.of(new IpynbFormat(), new MarkdownFormat(), new HtmlFormat());

  /** What an export writes, and what the next one may take away. */
  private static final Pattern WRITTEN =
      Pattern.compile("\\d\\d-[a-z0-9-]+\\.(ipynb|md|html|svg)|README\\.md");

  private static final String INDEX = "README.md";

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** An export of notebooks that were run. */
  public Export(List<ExecutedNotebook> notebooks) {
    StringBuilder index =
        new StringBuilder(
            """
            <!-- Written by the command notebooks export. -->

            # The chapter as notebooks

            Text, Java and what it gives. `.md` is for reading here, `.html` for a browser (one file, no
            network), `.ipynb` for Jupyter: `java -jar softmax-regression.jar notebooks install-kernel`
            lets it run there. They are written in `src/main/notebooks`; `notebooks export` makes all
            files in this folder, `notebooks check` compares them with what the code gives today.
            """);
    for (ExecutedNotebook notebook : notebooks) {
      FORMATS.forEach(format -> files.putAll(format.write(notebook)));
      index.append(entry(notebook));
    }
    files.put(INDEX, index.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String entry(ExecutedNotebook executed) {
    String name = executed.notebook().name();
    StringBuilder text =
        new StringBuilder("\n## [%s](%s.md)\n\n".formatted(executed.notebook().title(), name));
    text.append(
        "[Markdown](%1$s.md) · [HTML](%1$s.html) · [Jupyter](%1$s.ipynb)\n".formatted(name));
    boolean[] shown = {false};
    executed.forEach(
        (position, cell, outputs) -> {
          for (Output output : outputs) {
            if (output instanceof Output.Picture picture && !shown[0]) {
              shown[0] = true;
              text.append(
                  "\n![%s](%s)\n"
                      .formatted(
                          picture.alternative(),
                          MarkdownFormat.pictureFile(executed.notebook(), position)));
            }
          }
        });
    return text.toString();
  }

  /** The content of each file by its name. */
  public Map<String, byte[]> files() {
    return Map.copyOf(files);
  }

  /**
   * Writes the files, each whole or not at all, and takes those of an earlier export away that are
   * no longer among them. Other files in the folder stay.
   *
   * @param folder made if it is missing
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      AtomicFile.write(folder.resolve(file.getKey()), out -> out.write(file.getValue()));
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
