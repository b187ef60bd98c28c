package io.github.softmaxregression.notebook;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a notebook from its first cell to its last. ND4J must have been started. */
public final class NotebookRunner {
  private NotebookRunner() {}

  /** Is told before each cell of code. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A cell begins.
     *
     * @param number counted from 1, of the cells of code
     * @param count how many they are
     */
    void onCell(int number, int count);
  }

  /**
   * Runs all cells of code.
   *
   * @throws FailedCellException at the first one that fails
   * @throws IOException if a figure cannot be drawn
   */
  public static ExecutedNotebook run(Notebook notebook, Listener listener) throws IOException {
    int count = (int) notebook.cells().stream().filter(Cell::code).count();
    int number = 0;
    List<List<Output>> outputs = new ArrayList<>();
    try (JavaEngine engine = new JavaEngine()) {
      for (Cell cell : notebook.cells()) {
        if (cell.code()) {
          listener.onCell(++number, count);
          try {
            outputs.add(run(cell, engine));
          } catch (CellException e) {
            throw new FailedCellException(notebook, number, cell, e);
          }
        } else {
          outputs.add(List.of());
        }
      }
    }
    return new ExecutedNotebook(notebook, outputs);
  }

  /** Runs one cell, with System.out turned to where its lines are kept. */
  private static List<Output> run(Cell cell, JavaEngine engine) throws CellException, IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    Object value;
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      value = engine.run(cell.source());
    } finally {
      System.setOut(before);
    }
    List<Output> outputs = new ArrayList<>();
    String text = printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    if (!text.isEmpty()) {
      outputs.add(new Output.Printed(text));
    }
    if (value instanceof Figure figure) {
      outputs.add(picture(figure, cell));
    } else if (value != null) {
      outputs.add(new Output.Value(value.toString()));
    }
    return outputs;
  }

  private static Output.Picture picture(Figure figure, Cell cell) throws IOException {
    return new Output.Picture(
        FigureFile.content(figure, Path.of("figure.png")),
        new String(FigureFile.content(figure, Path.of("figure.svg")), StandardCharsets.UTF_8),
        cell.alternative());
  }
}
