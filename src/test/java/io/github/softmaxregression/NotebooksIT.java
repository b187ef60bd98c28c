package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.softmaxregression.FatJar.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebooks as a person runs them: every cell, and one of them in Jupyter. */
class NotebooksIT {
  private static final Path EXPORT = Path.of("notebooks-export").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  @Tag("long")
  void everyCellGivesWhatWasExported() throws Exception {
    Result result = FatJar.in(folder).run("notebooks", "check", EXPORT.toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines())
        .hasSize(10)
        .last()
        .asString()
        .startsWith("everything is as in");
  }

  @Test
  void whatTheChapterSaysIsInTheExport() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.newDirectoryStream(EXPORT, "*.md")) {
      for (Path file : files) {
        all.append(Files.readString(file));
      }
    }
    assertThat(all)
        .contains("[[    5.0000,    7.0000,    9.0000]]", "[[6.0000], \n [15.0000]]")
        .contains("[    0.1000,    0.5000]", "[    2.3026,    0.6931]", "two examples 0.5")
        .containsPattern("    1  0\\.78\\d\\d     0\\.7\\d{3}    0\\.7\\d{3}\n")
        .containsPattern("    5  0\\.48\\d\\d     0\\.83\\d\\d    0\\.8\\d{3}\n")
        .containsPattern("   10  0\\.44\\d\\d     0\\.8\\d{3}    0\\.8\\d{3}\n")
        .contains("[[ankle boot, ankle boot], [pullover, pullover], [trouser, trouser]")
        .contains("differs by less than 0.00001: true")
        .contains("a difference this large by chance, p < 0.001: true")
        .doesNotContain(": false", "does not hold");
  }

  /** What a student is given runs, says what is left to do, and goes on when it is done. */
  @Test
  void theBlanksAreFilledIn() throws Exception {
    Result started = FatJar.in(folder).run("notebooks", "start", "my work");
    assertThat(started.exitCode()).isZero();
    Path file = folder.resolve("my work").resolve("from-scratch.md");
    Result blank = FatJar.in(folder).run("notebooks", "run", file.toString());
    assertThat(blank.exitCode()).isEqualTo(1);
    assertThat(blank.err())
        .startsWith("error: from-scratch.md: cell 3 of code fails: 1. the weights have a row")
        .contains("still to be written. Hint: ")
        .hasLineCount(1);

    String todo = "throw new UnsupportedOperationException(\"to be written\");";
    String text = Files.readString(file);
    int first = text.indexOf(todo);
    Files.writeString(
        file,
        text.substring(0, first)
            + "return Nd4j.randn(784, 10).mul(0.01).castTo(DataType.FLOAT);"
            + text.substring(first + todo.length()));
    Result filled = FatJar.in(folder).run("notebooks", "run", file.toString());
    assertThat(filled.out()).contains("right: 1. they are float32").doesNotContain("2. every row");
    assertThat(filled.err()).contains("2. every row sums to 1: still to be written");
  }

  /** Debian's jupyter-nbconvert runs a notebook with the kernel that was installed. */
  @Test
  void jupyterRunsANotebook() throws Exception {
    boolean there = hasJupyter();
    if (!there) {
      System.err.println("SKIPPED: no jupyter nbconvert here (Debian: jupyter-nbconvert)");
    }
    assumeTrue(there, "no jupyter nbconvert");
    String data = folder.resolve("jupyter").toString();
    Result installed =
        FatJar.in(folder).environment("JUPYTER_DATA_DIR", data).run("notebooks", "install-kernel");
    assertThat(installed.exitCode()).isZero();

    int exitCode =
        jupyter(
            data,
            "--to",
            "markdown",
            "--execute",
            EXPORT.resolve("03-from-scratch.ipynb").toString(),
            "--output-dir",
            folder.toString());
    assertThat(exitCode).isZero();
    assertThat(folder.resolve("03-from-scratch.md"))
        .content()
        .contains("[    2.3026,    0.6931]")
        .containsPattern("    5  0\\.48\\d\\d");
    assertThat(folder.resolve("03-from-scratch_files")).isNotEmptyDirectory();
  }

  private boolean hasJupyter() throws InterruptedException {
    try {
      return jupyter(folder.toString(), "--version") == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private int jupyter(String data, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("jupyter", "nbconvert"));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(Map.of("JUPYTER_DATA_DIR", data, "LC_ALL", "C.UTF-8"));
    Path log = folder.resolve("jupyter.log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int exitCode = Await.exit(process);
    if (exitCode != 0) {
      System.err.println(Files.readString(log, StandardCharsets.UTF_8));
    }
    return exitCode;
  }
}
