package io.github.softmaxregression.notebook;

import java.io.IOException;

/** A notebook that cannot be run to its end; says which cell, what is in it and what is wrong. */
public final class FailedCellException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;

  FailedCellException(Notebook notebook, int number, Cell cell, CellException cause) {
    super(
        "%s: cell %d of code fails: %s"
            .formatted(notebook.name(), number, cause.getMessage().strip()),
        cause);
    source = cell.source();
  }

  /** The code in the cell. */
  public String source() {
    return source;
  }
}
