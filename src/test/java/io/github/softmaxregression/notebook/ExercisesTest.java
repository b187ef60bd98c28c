package io.github.softmaxregression.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softmaxregression.notebook.Check.FailedCheckException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every exercise has an answer, and the answer a check that a mistake does not pass. */
class ExercisesTest {
  private static final int COUNT = 55;

  private static List<Exercise> all() throws IOException {
    List<Exercise> all = new ArrayList<>();
    for (Notebook notebook : Notebook.chapter()) {
      all.addAll(Exercise.of(notebook));
    }
    return all;
  }

  @Test
  void everyExerciseIsThereInOrder() throws IOException {
    assertThat(all())
        .extracting(Exercise::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, COUNT).boxed().toList());
  }

  @Test
  void eachHasAHintAndACheckedAnswerFoldedAway() throws IOException {
    assertThat(all())
        .allSatisfy(
            exercise -> {
              assertThat(exercise.cells().get(0).fold()).as("%d", exercise.number()).isEmpty();
              assertThat(exercise.cells())
                  .as("%d", exercise.number())
                  .anyMatch(cell -> !cell.code() && cell.fold().equals("Hint"))
                  .anyMatch(cell -> !cell.code() && cell.fold().equals("Answer"))
                  .filteredOn(Cell::code)
                  .allMatch(cell -> cell.fold().equals("Answer"))
                  .anyMatch(cell -> cell.source().contains("Check."));
              assertThat(String.join("\n", exercise.code())).containsOnlyOnce(exercise.right());
            });
  }

  /** Runs all notebooks with exercises, and each exercise with its mistake before. */
  @TestFactory
  @Tag("long")
  Stream<DynamicTest> mistakesAreNoticed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Notebook notebook : Notebook.chapter()) {
      List<Exercise> exercises = Exercise.of(notebook);
      if (!exercises.isEmpty()) {
        tests.add(DynamicTest.dynamicTest(notebook.name(), () -> run(notebook, exercises)));
      }
    }
    return tests.stream();
  }

  private static void run(Notebook notebook, List<Exercise> exercises) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try (JavaEngine engine = new JavaEngine()) {
      List<Cell> first = new ArrayList<>(notebook.cells());
      exercises.forEach(exercise -> first.removeAll(exercise.cells()));
      first.stream().filter(Cell::code).forEach(cell -> engine.run(cell.source()));
      for (Exercise exercise : exercises) {
        assertThatThrownBy(
                () ->
                    exercise.code().stream()
                        .map(code -> code.replace(exercise.right(), exercise.wrong()))
                        .forEach(engine::run))
            .as("the mistake in %d", exercise.number())
            .hasCauseInstanceOf(FailedCheckException.class);
        exercise.code().forEach(engine::run);
      }
    } finally {
      System.setOut(before);
    }
  }
}
