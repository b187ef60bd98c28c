package io.github.softmaxregression.notebook;

import java.util.List;

/**
 * A notebook with what its cells have given.
 *
 * @param notebook what was run
 * @param outputs of each cell, in its order; none for text
 */
public record ExecutedNotebook(Notebook notebook, List<List<Output>> outputs) {
  /** Copies the outputs. */
  public ExecutedNotebook {
    outputs = outputs.stream().map(List::copyOf).toList();
  }

  /** Receives cells with their outputs. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Another cell.
     *
     * @param position counted from 0, of all cells
     */
    void visit(int position, Cell cell, List<Output> outputs);
  }

  /** Goes through the cells in order. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < outputs.size(); i++) {
      visitor.visit(i, notebook.cells().get(i), outputs.get(i));
    }
  }
}
