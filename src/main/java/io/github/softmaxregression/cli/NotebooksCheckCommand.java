package io.github.softmaxregression.cli;

import io.github.softmaxregression.notebook.ExportCheck;
import io.github.softmaxregression.notebook.Notebook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the notebooks again and compares. */
@Command(
    name = "check",
    description =
        "Runs every cell again and compares the text that it gives with an export; numbers may be"
            + " 0.0015 apart, as they are between kinds of processors.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = VersionProvider.class)
final class NotebooksCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description = "With the export. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of(NotebooksCommand.FOLDER);

  @Override
  public Integer call() throws IOException {
    List<Notebook> notebooks = Notebook.chapter();
    for (Notebook notebook : notebooks) {
      ExportCheck.requireThere(notebook, folder);
    }
    NotebookRuns runs = new NotebookRuns(spec);
    List<String> differences = new ArrayList<>();
    for (Notebook notebook : notebooks) {
      differences.addAll(ExportCheck.differences(runs.run(notebook), folder));
    }
    if (differences.isEmpty()) {
      spec.commandLine().getOut().println("everything is as in " + folder);
      return 0;
    }
    PrintWriter err = spec.commandLine().getErr();
    differences.forEach(difference -> err.println("error: " + difference));
    err.flush();
    return 1;
  }
}
