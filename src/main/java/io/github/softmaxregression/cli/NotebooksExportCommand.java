package io.github.softmaxregression.cli;

import io.github.softmaxregression.notebook.ExecutedNotebook;
import io.github.softmaxregression.notebook.Export;
import io.github.softmaxregression.notebook.Notebook;
import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the notebooks and writes them down. */
@Command(
    name = "export",
    description =
        "Runs every notebook and writes it as .ipynb, .md with .svg, and .html, with an index."
            + " If a cell fails, nothing is written.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class NotebooksExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to write. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of(NotebooksCommand.FOLDER);

  @Override
  public Integer call() throws IOException {
    AtomicFile.requireWritable(out.resolve("README.md"));
    NotebookRuns runs = new NotebookRuns(spec);
    List<ExecutedNotebook> executed = new ArrayList<>();
    for (Notebook notebook : Notebook.chapter()) {
      executed.add(runs.run(notebook));
    }
    Export export = new Export(executed);
    export.write(out);
    spec.commandLine().getOut().printf("wrote %d files into %s%n", export.files().size(), out);
    return 0;
  }
}
