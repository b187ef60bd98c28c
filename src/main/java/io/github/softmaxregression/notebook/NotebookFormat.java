package io.github.softmaxregression.notebook;

import java.util.Map;

/** A way of writing notebooks down. */
interface NotebookFormat {
  /**
   * Writes a notebook.
   *
   * @return the content of each file by its name
   */
  Map<String, byte[]> write(ExecutedNotebook executed);
}
