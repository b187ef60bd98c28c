package io.github.softmaxregression.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exercise in a notebook, with a typical mistake in its answer.
 *
 * @param cells from its heading to the next
 * @param right what stands once in its answer's code
 * @param wrong what a mistaken answer has there
 */
record Exercise(int number, List<Cell> cells, String right, String wrong) {
  private static final Pattern HEADING = Pattern.compile("^## (\\d+)\\. .+", Pattern.MULTILINE);

  /** Finds the exercises of a notebook; none if it has no table of mistakes. */
  static List<Exercise> of(Notebook notebook) throws IOException {
    List<Exercise> exercises = new ArrayList<>();
    for (String line : mistakes(notebook.name())) {
      String[] parts = line.split("\t", -1);
      int number = Integer.parseInt(parts[0]);
      exercises.add(new Exercise(number, cells(notebook, number), parts[1], parts[2]));
    }
    return exercises;
  }

  private static List<String> mistakes(String name) throws IOException {
    try (InputStream in = Exercise.class.getResourceAsStream("/notebooks/" + name + ".mistakes")) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** The heading stands in a text's last part, behind what ends the exercise before. */
  private static List<Cell> cells(Notebook notebook, int number) {
    List<Cell> cells = new ArrayList<>();
    boolean inside = false;
    for (Cell cell : notebook.cells()) {
      Matcher heading = HEADING.matcher(cell.source());
      if (!cell.code() && heading.find()) {
        inside = Integer.parseInt(heading.group(1)) == number;
      }
      if (inside) {
        cells.add(cell);
      }
    }
    return cells;
  }

  /** The code of its cells, in order. */
  List<String> code() {
    return cells.stream().filter(Cell::code).map(Cell::source).toList();
  }
}
