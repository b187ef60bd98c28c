package io.github.softmaxregression.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotebookTest {
  @Test
  void textAndCodeTakeTurns() {
    Notebook notebook =
        Notebook.parse(
            "n",
            "# A title\n\nText.\n\n```java\nint a = 1;\n\na\n```\n\n```java What it shows\n"
                + "figure\n```\nMore with `code`.\n\n```text\nno cell\n```\n");
    assertThat(notebook.title()).isEqualTo("A title");
    assertThat(notebook.cells())
        .isEqualTo(
            List.of(
                new Cell(false, "# A title\n\nText.", "", ""),
                new Cell(true, "int a = 1;\n\na", "", ""),
                new Cell(true, "figure", "What it shows", ""),
                new Cell(false, "More with `code`.\n\n```text\nno cell\n```", "", "")));
  }

  @Test
  void theChapterIsThere() {
    List<Notebook> chapter = Notebook.chapter();
    assertThat(chapter).hasSizeGreaterThan(5);
    for (Notebook notebook : chapter) {
      assertThat(notebook.title()).isNotEqualTo(notebook.name());
      assertThat(notebook.cells().stream().filter(Cell::code).count()).isGreaterThan(4);
    }
  }
}
