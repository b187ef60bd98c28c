package io.github.softmaxregression.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.notebook.NotebookRunner.FailedCellException;
import io.github.softmaxregression.notebook.NotebookRunner.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The notebook to be filled in: its solution passes, blanks and typical mistakes get a hint. */
class BlanksTest {
  @TempDir private Path folder;

  private static List<String> printed(String markdown) throws IOException {
    List<String> lines = new ArrayList<>();
    NotebookRunner.run(
        Notebook.parse("from-scratch", markdown),
        new Listener() {
          @Override
          public void ended(Cell cell) {
            cell.outputs()
                .forEach(each -> lines.addAll(((Cell.Text) each).text().lines().toList()));
          }
        });
    return lines;
  }

  @Test
  void theSolutionIsRight() throws IOException {
    assertThat(printed(Blanks.solved()))
        .hasSize(23)
        .last()
        .asString()
        .startsWith("All is right: 80.");
  }

  @Test
  void whatIsStillToBeWrittenIsSaidWithAHint() {
    assertThat(Blanks.blank()).doesNotContain("solution").contains("to be written");
    assertThatThrownBy(() -> printed(Blanks.blank()))
        .isInstanceOf(FailedCellException.class)
        .hasMessageContaining("1. the weights have a row for each pixel")
        .hasMessageEndingWith(": still to be written. Hint: Nd4j.randn(784, 10) has this shape.");
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource(
      delimiter = '|',
      value = {
        "randn(784, 10).mul | randn(10, 784).mul | 1. the weights have a row",
        ".mul(0.01) | .mul(0.1) | 1. their standard deviation",
        "o.subColumnVector(o.max(true, 1)) | o | 2. logits of 1000",
        "exponentials.sum(true, 1) | exponentials.sum() | 2. every row sums to 1",
        "o.subColumnVector(o.max(true, 1)), true | o, false | 2. logits stay what they were",
        "softmax(x.mmul(W).addRowVector(b)) | softmax(x.mmul(W)) | 3. the bias moves them",
        "softmax(x.mmul(W).addRowVector(b)) | W.mmul(x) | 3. two images give",
        "true).neg() | true) | 4. it is positive",
        "yHat.mul(y).sum(1), true | yHat.mul(y).sum(0), true | 4. there is a loss for each",
        " y.argMax(1).toIntVector | yHat.argMax(1).toIntVector | 5. one of the two",
        "yHat.argMax(1).toIntVector | yHat.argMax(0).toIntVector | 5. labels agree",
        "o.subColumnVector(o.max(true, 1)) | o.sub(o.maxNumber()) | 2. logits of 1000",
        "softmax(x.mmul(W).addRowVector(b)) | x.mmul(W).addRowVector(b) | 3. two images give",
        "softmax(x.mmul(W).addRowVector(b)) | softmax(x.mmul(W)).addRowVector(b) | 3. the bias",
        "yHat.mul(y).sum(1), | yHat.muli(y).sum(1), | 4. probabilities and labels stay",
        "yHat.mul(y).sum(1), | yHat.mul(y).sum(true, 1), | 4. there is a loss for each",
        "minibatch.getLabels(), learningRate | minibatch.getLabels(), 0.1 | 7. of one minibatch",
        "error = net(x).sub(y) | error = y.sub(net(x)) | 6. a step makes the loss",
        "learningRate / x.size(0) | learningRate | 6. the weights move by the mean",
        "b.subi(error | b.sub(error | 6. the biases move too",
        "    step(minibatch | // step(minibatch | 7. after an epoch",
      })
  void mistakesGetAHint(String right, String wrong, String claim) {
    String markdown = Blanks.solved();
    assertThat(markdown).containsOnlyOnce(right);
    assertThatThrownBy(() -> printed(markdown.replace(right, wrong)))
        .isInstanceOf(FailedCellException.class)
        .hasMessageContaining(" of code fails: " + claim)
        .hasMessageContaining(": not yet")
        .hasMessageContaining(". Hint: ");
  }

  @Test
  void bothFilesAreWrittenAndNothingIsOverwritten() throws IOException {
    assertThat(Blanks.write(folder))
        .containsExactly(folder.resolve("from-scratch.md"), folder.resolve("from-scratch.ipynb"));
    Path notebook = folder.resolve("from-scratch.ipynb");
    JsonObject code =
        JsonParser.parseString(Files.readString(notebook))
            .getAsJsonObject()
            .getAsJsonArray("cells")
            .get(1)
            .getAsJsonObject();
    assertThat(code.get("execution_count").isJsonNull()).isTrue();
    assertThat(code.getAsJsonArray("outputs")).isEmpty();
    assertThat(NotebookFile.read(notebook).cells())
        .isEqualTo(NotebookFile.read(folder.resolve("from-scratch.md")).cells());

    Files.writeString(folder.resolve("from-scratch.md"), "my work");
    assertThatThrownBy(() -> Blanks.write(folder))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("there already");
    assertThat(folder.resolve("from-scratch.md")).hasContent("my work");
  }

  /** Nothing is left out in silence: not a cell, nor what a failing one has printed. */
  @Test
  void blocksOfJavaThatAreNoCellsAreRefused() throws IOException {
    for (String block :
        new String[] {"```Java\n1\n```", "``` java\n1\n```", "  ```java\n1\n  ```", "```java\n1"}) {
      Path file = Files.writeString(folder.resolve("a.md"), "```java\n1\n```\n\n" + block + "\n");
      assertThatThrownBy(() -> NotebookFile.read(file))
          .as(block)
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("a block of Java that is no cell");
    }
    Path none = Files.writeString(folder.resolve("b.md"), "# Only text\n");
    assertThatThrownBy(() -> NotebookFile.read(none)).hasMessageContaining("no cells of code");
    Path string =
        Files.writeString(
            folder.resolve("c.ipynb"),
            "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"1 + 1\"}]}");
    assertThat(NotebookFile.read(string).cells()).containsExactly(new Cell(true, "1 + 1", "", ""));
  }

  @Test
  void whatAFailingCellHasPrintedIsSeen() {
    List<Cell> ended = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void ended(Cell cell) {
            ended.add(cell);
          }
        };
    Notebook notebook = Notebook.parse("n", "```java\nSystem.out.println(\"so far\");\nx\n```\n");
    assertThatThrownBy(() -> NotebookRunner.run(notebook, listener))
        .isInstanceOf(FailedCellException.class);
    assertThat(ended).hasSize(1);
    assertThat(ended.get(0).outputs()).containsExactly(new Cell.Text("so far\n", true));
  }

  @Test
  void whatIsNoNotebookIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.ipynb"), "{\"cells\": 5}");
    assertThatThrownBy(() -> NotebookFile.read(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("no notebook");
    Files.writeString(file, "null");
    assertThatThrownBy(() -> NotebookFile.read(file)).isInstanceOf(InvalidFileException.class);
    assertThatThrownBy(() -> NotebookFile.read(folder)).isInstanceOf(InvalidFileException.class);
    assertThatThrownBy(() -> NotebookFile.read(folder.resolve("none.md")))
        .isInstanceOf(InvalidFileException.class);
    Path latin = Files.write(folder.resolve("a.md"), new byte[] {(byte) 0xe4});
    assertThatThrownBy(() -> NotebookFile.read(latin)).hasMessageContaining("no UTF-8");
  }
}
