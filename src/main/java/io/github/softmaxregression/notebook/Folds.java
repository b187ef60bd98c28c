package io.github.softmaxregression.notebook;

/** Folds parts of a text away, in markup that Markdown, HTML and Jupyter share. */
final class Folds {
  private Folds() {}

  /** Ends what is open and begins what comes next; nothing where both are the same. */
  static String between(String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    return (before.isEmpty() ? "" : "</details>\n\n")
        + (after.isEmpty() ? "" : "<details>\n<summary>" + after + "</summary>\n\n");
  }

  /** Folds one text. */
  static String around(String text, String fold) {
    return fold.isEmpty() ? text : between("", fold) + text + "\n\n" + between(fold, "").strip();
  }
}
