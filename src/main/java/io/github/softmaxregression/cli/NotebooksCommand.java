package io.github.softmaxregression.cli;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.backend.Threads;
import io.github.softmaxregression.cli.options.CommandPart;
import io.github.softmaxregression.cli.output.LongWork;
import io.github.softmaxregression.cli.output.TypedCommand;
import io.github.softmaxregression.notebook.Blanks;
import io.github.softmaxregression.notebook.Cell;
import io.github.softmaxregression.notebook.Export;
import io.github.softmaxregression.notebook.ExportCheck;
import io.github.softmaxregression.notebook.Kernel;
import io.github.softmaxregression.notebook.KernelSpec;
import io.github.softmaxregression.notebook.Notebook;
import io.github.softmaxregression.notebook.NotebookFile;
import io.github.softmaxregression.notebook.NotebookRunner;
import io.github.softmaxregression.notebook.NotebookRunner.FailedCellException;
import io.github.softmaxregression.notebook.NotebookRunner.Listener;
import io.github.softmaxregression.store.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The chapter as notebooks. */
@Command(
    name = "notebooks",
    description =
        "Runs the chapter's notebooks; exports them, checks an export, or serves Jupyter.")
final class NotebooksCommand extends CommandPart implements Callable<Integer> {
  private static final String FOLDER = "notebooks-export"; // where the repository keeps its export

  @Override
  public Integer call() {
    throw usage("notebooks: expected export, check, start, run or install-kernel after it");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Runs every notebook and writes it as .ipynb, .md with .svg, and .html, with an index."
              + " If a cell fails, nothing is written.")
  int export(@Option(names = "--out", paramLabel = "FOLDER", defaultValue = FOLDER) Path out)
      throws IOException {
    AtomicFile.requireWritable(out.resolve("README.md"));
    startNd4j(Device.CPU);
    Export export;
    try (LongWork work = work("export", LongWork.NOTHING)) {
      export = new Export(runAll(Notebook.chapter(), work));
      work.keeps("some files in %s are new, the others as before; export again".formatted(out));
      export.write(out);
    }
    printf("wrote %d files into %s%n", export.files().size(), out);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Runs every cell again and compares the text that it gives with an export; numbers may be"
              + " 0.0015 apart, as they are between kinds of processors.")
  int check(
      @Parameters(
              paramLabel = "FOLDER",
              arity = "0..1",
              defaultValue = FOLDER,
              description = "With the export. Default: ${DEFAULT-VALUE}.")
          Path folder)
      throws IOException {
    List<Notebook> notebooks = Notebook.chapter();
    for (Notebook notebook : notebooks) {
      ExportCheck.requireThere(notebook, folder);
    }
    startNd4j(Device.CPU);
    Export now;
    try (LongWork work = work("check", "nothing was compared")) {
      now = new Export(runAll(notebooks, work));
    }
    List<String> differences = ExportCheck.differences(now, folder);
    if (differences.isEmpty()) {
      out().println("everything is as in " + folder);
      return 0;
    }
    differences.forEach(difference -> err().println("error: " + difference));
    err().flush();
    return 1;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Writes softmax regression from scratch with its bodies left out: to fill in, and to run"
              + " with notebooks run or in Jupyter. Each cell is checked, with a hint.")
  int start(@Parameters(paramLabel = "DIR", description = "Folder for it.") Path folder)
      throws IOException {
    if (folder.toString().isEmpty()) {
      throw usage("notebooks start: found no name, expected a folder");
    }
    Blanks.write(folder).forEach(file -> out().println("wrote " + file));
    String file = folder.resolve("from-scratch.md").toString();
    PrintWriter notes = notes(out());
    notes.println("edit one of them, and see how far it is:");
    notes.println(TypedCommand.of(List.of("notebooks", "run", file)));
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Runs a notebook's cells in order and prints what they give, up to the first that fails.")
  int run(@Parameters(paramLabel = "FILE", description = "A notebook, .ipynb or .md.") Path file)
      throws IOException {
    Notebook notebook = NotebookFile.read(file);
    startNd4j(Device.CPU);
    try (LongWork work = work("run", "nothing was written; the cells after these were not run")) {
      NotebookRunner.run(
          notebook,
          new Listener() {
            @Override
            public void begins(int number, int count) {
              work.at((number - 1.0) / count, "cell %d of %d", number, count);
            }

            @Override
            public void ended(Cell cell) {
              work.clear();
              for (Cell.Output output : cell.outputs()) {
                boolean text = output instanceof Cell.Text;
                out().println(text ? ((Cell.Text) output).text().stripTrailing() : "(a figure)");
              }
              out().flush();
            }
          });
    }
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      name = "install-kernel",
      description =
          "Registers a Jupyter kernel for the current user that runs notebooks with this program,"
              + " where it is now.")
  int installKernel() throws IOException {
    List<String> command = new ArrayList<>(SelfLauncher.command());
    command.addAll(List.of("notebooks", "kernel"));
    String system = System.getProperty("os.name");
    Path home = Path.of(System.getProperty("user.home"));
    Path folder = KernelSpec.jupyterFolder(System.getenv(), system, home);
    out().println("wrote " + KernelSpec.install(folder, command));
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Serves one notebook; Jupyter starts it.",
      hidden = true)
  int kernel(
      @Parameters(paramLabel = "CONNECTION_FILE", description = "Which Jupyter has written.")
          Path connectionFile)
      throws IOException {
    startNd4j(Device.AUTO);
    Kernel.serve(connectionFile);
    return 0;
  }

  /** Starts ND4J with one thread: on the CPU, numbers are then the same on processors of a kind. */
  private static void startNd4j(Device device) {
    LoggerFactory.getILoggerFactory();
    BackendChoice.of(device).start();
    Threads.use(1);
  }

  private LongWork work(String name, String kept) {
    return new LongWork("notebooks " + name, err(), isWatched(), kept);
  }

  private List<Notebook> runAll(List<Notebook> notebooks, LongWork work) throws IOException {
    int all = notebooks.stream().mapToInt(NotebooksCommand::codeCells).sum();
    int before = 0;
    List<Notebook> executed = new ArrayList<>();
    for (Notebook notebook : notebooks) {
      executed.add(run(notebook, work, before, all));
      before += codeCells(notebook);
    }
    return executed;
  }

  private static int codeCells(Notebook notebook) {
    return (int) notebook.cells().stream().filter(Cell::code).count();
  }

  /** Runs a notebook, and tells how far it is; prints the code of a cell that fails. */
  private Notebook run(Notebook notebook, LongWork work, int before, int all) throws IOException {
    long start = System.nanoTime();
    Listener progress =
        new Listener() {
          @Override
          public void begins(int number, int count) {
            double share = (before + number - 1.0) / all;
            work.at(share, "%s, cell %d of %d", notebook.name(), number, count);
          }
        };
    try {
      Notebook executed = NotebookRunner.run(notebook, progress);
      work.clear();
      double seconds = (System.nanoTime() - start) / 1e9;
      notes(out())
          .printf("%-31s  %d cells  %.1f s%n", notebook.name(), notebook.cells().size(), seconds);
      return executed;
    } catch (FailedCellException e) {
      work.clear();
      e.source().lines().forEach(line -> err().println("  " + line));
      err().flush();
      throw e;
    }
  }
}
