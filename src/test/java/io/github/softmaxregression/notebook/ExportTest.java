package io.github.softmaxregression.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softmaxregression.data.InvalidFileException;
import io.github.softmaxregression.notebook.NotebookRunner.FailedCellException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  private static final Notebook NOTEBOOK =
      Notebook.parse(
          "01-a",
          """
          # A & B

          With $x$.

          ```java
          System.out.println("1 < 2: " + 0.25);
          System.out.println("ü");
          ```

          ```java
          "value"
          ```

          ```java Three losses
          io.github.softmaxregression.figure.Figures.losses()
          ```
          """);

  @TempDir private Path folder;

  private static Notebook executed() throws IOException {
    return NotebookRunner.run(NOTEBOOK, new NotebookRunner.Listener() {});
  }

  private static Map<String, String> texts(Notebook notebook) {
    return new Export(List.of(notebook)).files();
  }

  @Test
  void everyFormatHasTextCodeOutputAndPicture() throws IOException {
    Map<String, String> files = texts(executed());
    assertThat(files)
        .containsOnlyKeys(
            "01-a.ipynb", "01-a.md", "01-a.html", "01-a-04.svg", "README.md", "index.html");
    assertThat(files.get("01-a.md"))
        .startsWith("# A & B\n\nWith $x$.\n\n```java\n")
        .contains("```text\n1 < 2: 0.25\nü\n```")
        .contains("```text\nvalue\n```")
        .endsWith("![Three losses](01-a-04.svg)\n\n---\n\n[Contents](README.md)\n");
    assertThat(files.get("01-a.html"))
        .contains(
            "<title>A &amp; B</title>",
            "<h1>A &amp; B</h1>",
            "<math><mrow><mi>x</mi></mrow></math>")
        .contains("1 &lt; 2: 0.25\nü</pre>", ">value</pre>", "<img alt=\"Three losses\"")
        .doesNotContain("src=\"http", "url(http", "<script", "<link");
    assertThat(files.get("01-a-04.svg")).startsWith("<?xml").contains("<svg");
    assertThat(files.get("README.md"))
        .contains("## [A & B](01-a.md)", "![Three losses](01-a-04.svg)");
  }

  @Test
  void theJupyterNotebookIsOfVersion45() throws IOException {
    JsonObject notebook =
        JsonParser.parseString(texts(executed()).get("01-a.ipynb")).getAsJsonObject();
    assertThat(notebook.get("nbformat").getAsInt()).isEqualTo(4);
    assertThat(notebook.get("nbformat_minor").getAsInt()).isEqualTo(5);
    JsonArray cells = notebook.getAsJsonArray("cells");
    List<String> ids = new ArrayList<>();
    cells.forEach(cell -> ids.add(cell.getAsJsonObject().get("id").getAsString()));
    assertThat(ids).containsExactly("cell-01", "cell-02", "cell-03", "cell-04", "cell-05");
    JsonObject printed = output(cells.get(1).getAsJsonObject());
    assertThat(printed.get("output_type").getAsString()).isEqualTo("stream");
    assertThat(printed.getAsJsonArray("text").toString())
        .isEqualTo("[\"1 < 2: 0.25\\n\",\"ü\\n\"]");
    JsonObject picture = output(cells.get(3).getAsJsonObject());
    byte[] png =
        Base64.getDecoder().decode(picture.getAsJsonObject("data").get("image/png").getAsString());
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(500);
    assertThat(picture.getAsJsonObject("metadata").toString()).contains("Three losses");
  }

  private static JsonObject output(JsonObject cell) {
    assertThat(cell.getAsJsonArray("outputs")).hasSize(1);
    return cell.getAsJsonArray("outputs").get(0).getAsJsonObject();
  }

  @Test
  void twoRunsGiveTheSameBytes() throws IOException {
    assertThat(texts(executed())).isEqualTo(texts(executed()));
  }

  @Test
  void anOlderExportIsReplacedAndOtherFilesStay() throws IOException {
    Files.writeString(folder.resolve("01-a-99.svg"), "old");
    Files.writeString(folder.resolve("01-a.md"), "old");
    Files.writeString(folder.resolve("notes.md"), "mine");
    new Export(List.of(executed())).write(folder);
    assertThat(folder.resolve("01-a-99.svg")).doesNotExist();
    assertThat(folder.resolve("01-a.md")).content().startsWith("# A & B");
    assertThat(folder.resolve("notes.md")).hasContent("mine");
  }

  @Test
  void aFailingCellIsNamed() {
    Notebook failing = Notebook.parse("n", "```java\nint a = 1;\n```\n\n```java\na / 0\n```\n");
    assertThatThrownBy(() -> NotebookRunner.run(failing, new NotebookRunner.Listener() {}))
        .isInstanceOf(FailedCellException.class)
        .hasMessage("n: cell 2 of code fails: line 1: java.lang.ArithmeticException: / by zero")
        .satisfies(e -> assertThat(((FailedCellException) e).source()).isEqualTo("a / 0"));
  }

  @Test
  void aCheckFindsWhatDiffers() throws IOException {
    Export export = new Export(List.of(executed()));
    export.write(folder);
    assertThat(ExportCheck.differences(export, folder)).isEmpty();

    Path file = folder.resolve("01-a.ipynb");
    Files.writeString(file, Files.readString(file).replace("1 < 2: 0.25", "1 < 2: 0.26"));
    assertThat(ExportCheck.differences(export, folder))
        .containsExactly(file + ": cell 2: \"1 < 2: 0.26\", now \"1 < 2: 0.25\"");
    Files.writeString(file, Files.readString(file).replace("With $x$", "Without $x$"));
    assertThat(ExportCheck.differences(export, folder))
        .first()
        .isEqualTo(file + ": cell 1: something else is written in it now; export it again");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> ExportCheck.differences(export, folder))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("found no notebook");
    Files.delete(file);
    assertThatThrownBy(() -> ExportCheck.requireThere(NOTEBOOK, folder))
        .hasMessageContaining("found no such file");
  }

  @Test
  void numbersMayDifferALittle() {
    assertThat(ExportCheck.difference("loss 0.4480  0.83", "loss 0.4481  0.83")).isNull();
    assertThat(ExportCheck.difference("[ 9.9999]", "[10.0001]")).isNull();
    assertThat(ExportCheck.difference("loss 0.4480", "loss 0.4520")).isNotNull();
    assertThat(ExportCheck.difference("7 right", "8 right")).isNotNull();
    assertThat(ExportCheck.difference("a\nb", "a")).isEqualTo("\"b\", now \"(nothing)\"");
  }
}
