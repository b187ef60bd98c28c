package io.github.softmaxregression.notebook;

import java.util.List;

/** Links notebooks as the pages of a book: the one before, the contents, the next. */
final class Navigation {
  private Navigation() {}

  /**
   * Adds the links at a notebook's end.
   *
   * @param ending of the files that are linked, with its dot
   * @param contents the file with the list of all
   */
  static Notebook added(List<Notebook> all, int position, String ending, String contents) {
    String before = position == 0 ? "" : "← " + link(all.get(position - 1), ending) + " · ";
    String after =
        position == all.size() - 1 ? "" : " · " + link(all.get(position + 1), ending) + " →";
    String links = before + "[Contents](" + contents + ")" + after;
    return all.get(position).with(new Cell(false, "---\n\n" + links, "", ""));
  }

  private static String link(Notebook notebook, String ending) {
    return "[%s](%s%s)".formatted(notebook.title(), notebook.name(), ending);
  }
}
