package io.github.softmaxregression.cli;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.Device;
import io.github.softmaxregression.backend.Nd4jThreads;
import io.github.softmaxregression.notebook.ExecutedNotebook;
import io.github.softmaxregression.notebook.FailedCellException;
import io.github.softmaxregression.notebook.Notebook;
import io.github.softmaxregression.notebook.NotebookRunner;
import java.io.IOException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;

/** Runs notebooks for a command, and tells a person who waits how far it is. */
final class NotebookRuns {
  private final CommandSpec spec;
  private final boolean terminal;

  /**
   * Starts ND4J.
   *
   * @param spec of a command below {@code notebooks}
   */
  NotebookRuns(CommandSpec spec) {
    this.spec = spec;
    terminal = ((RootCommand) spec.root().userObject()).terminal();
    startNd4j(Device.CPU);
  }

  /** On the CPU and with one thread, numbers are the same on every machine of a kind. */
  static void startNd4j(Device device) {
    LoggerFactory.getILoggerFactory();
    BackendChoice.of(device).start();
    Nd4jThreads.use(1);
  }

  /**
   * Runs a notebook.
   *
   * @throws FailedCellException if a cell fails; its code has been printed then
   */
  ExecutedNotebook run(Notebook notebook) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String label = "%-22s".formatted(notebook.name());
    long start = System.nanoTime();
    try {
      ExecutedNotebook executed =
          NotebookRunner.run(
              notebook,
              (number, count) -> {
                if (terminal) {
                  out.print("\r%s  cell %d of %d".formatted(label, number, count));
                  out.flush();
                }
              });
      out.printf(
          "%s%s  %d cells  %.1f s%n",
          terminal ? "\r" : "", label, notebook.cells().size(), (System.nanoTime() - start) / 1e9);
      out.flush();
      return executed;
    } catch (FailedCellException e) {
      if (terminal) {
        out.println();
      }
      PrintWriter err = spec.commandLine().getErr();
      e.source().lines().forEach(line -> err.println("  " + line));
      err.flush();
      throw e;
    }
  }
}
