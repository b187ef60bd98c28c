package io.github.softmaxregression.notebook;

import io.github.softmaxregression.figure.Figure;
import io.github.softmaxregression.figure.FigureFile;
import io.github.softmaxregression.notebook.JavaEngine.CellException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs a notebook from its first cell to its last. ND4J must have been started. */
public final class NotebookRunner {
  /** Reports a notebook that cannot be run to its end: which cell fails, and why. */
  public static final class FailedCellException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String source;

    FailedCellException(Notebook notebook, int number, Cell cell, CellException cause) {
      super(
          "%s: cell %d of code fails: %s"
              .formatted(notebook.name(), number, problems(cause.getMessage())),
          cause);
      source = cell.source();
    }

    /** Leaves out the lines of code, which are told apart by their indentation. */
    private static String problems(String message) {
      return message
          .lines()
          .filter(line -> !line.startsWith("    "))
          .collect(Collectors.joining("; "));
    }

    /** The code in the cell. */
    public String source() {
      return source;
    }
  }

  /** Hears how far a run is. */
  public interface Listener {
    /** Is called before a cell of code, with its number, counted from 1, and how many there are. */
    default void begins(int number, int count) {}

    /** Is called after it, with what it has given; of a cell that fails, what it has printed. */
    default void ended(Cell cell) {}
  }

  private NotebookRunner() {}

  /**
   * Runs all cells of code.
   *
   * @return the notebook with their outputs
   * @throws FailedCellException at the first one that fails
   * @throws IOException if a figure cannot be drawn
   */
  public static Notebook run(Notebook notebook, Listener listener) throws IOException {
    int count = (int) notebook.cells().stream().filter(Cell::code).count();
    int number = 0;
    List<Cell> cells = new ArrayList<>();
    try (JavaEngine engine = new JavaEngine()) {
      for (Cell cell : notebook.cells()) {
        if (!cell.code()) {
          cells.add(cell);
          continue;
        }
        listener.begins(++number, count);
        try {
          List<Cell.Output> outputs = new ArrayList<>();
          try {
            run(cell.source(), engine, outputs);
          } finally {
            cells.add(cell.with(outputs));
            listener.ended(cells.get(cells.size() - 1));
          }
        } catch (CellException e) {
          throw new FailedCellException(notebook, number, cell, e);
        }
      }
    }
    return new Notebook(notebook.name(), cells);
  }

  /** Runs one cell's code, and adds what it prints on System.out, and its value. */
  private static void run(String source, JavaEngine engine, List<Cell.Output> outputs)
      throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    Object value;
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      value = engine.run(source);
    } finally {
      System.setOut(before);
      String text = printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
      if (!text.isEmpty()) {
        outputs.add(new Cell.Text(text, true));
      }
    }
    if (value instanceof Figure figure) {
      outputs.add(new Cell.Picture(FigureFile.png(figure), FigureFile.svg(figure)));
    } else if (value != null) {
      outputs.add(new Cell.Text(value.toString(), false));
    }
  }
}
