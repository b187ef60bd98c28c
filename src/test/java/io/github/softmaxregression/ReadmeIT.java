package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.FatJar.Result;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the pages say in Java holds, word for word. */
class ReadmeIT {
  private static final Pattern JAVA = Pattern.compile("(```|~~~)java\n(.*?)\\1", Pattern.DOTALL);
  private static final Path DOCS = Path.of("src", "docs");

  @TempDir private Path folder;

  /** Finds a page's one example in Java. */
  private static String example(Path page) throws IOException {
    List<String> found =
        JAVA.matcher(Files.readString(page)).results().map(match -> match.group(2)).toList();
    assertThat(found).as("examples in %s", page).hasSize(1);
    return found.get(0);
  }

  @Test
  void theChapterIsShownAsItIs() throws IOException {
    Path source = Path.of("src/main/java/io/github/softmaxregression/Chapter.java");
    String chapter = Files.readString(source);
    assertThat(chapter.lines().count()).isLessThanOrEqualTo(80);
    assertThat(example(Path.of("README.md"))).isEqualTo(chapter);
    assertThat(Files.readString(Path.of("src/main/notebooks/04-concise.md")))
        .contains("~~~java\n" + chapter + "~~~\n");
  }

  /** Counts the files to read as the script does that the README names. */
  @Test
  void theReadingOrderIsWhatTrainingLoads() throws Exception {
    String script = "src/test/scripts/loaded-sources";
    Path listed = folder.resolve("loaded.txt");
    Process process =
        new ProcessBuilder(
                "bash",
                script,
                "train",
                "--figures=none",
                "--epochs=1",
                "--out=" + folder.resolve("model.zip"))
            .redirectOutput(listed.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(Await.exit(process)).isZero();
    List<String> loaded = Files.readAllLines(listed);

    Matcher total =
        Pattern.compile("(\\d+) {2}lines in (\\d+) files")
            .matcher(loaded.get(loaded.size() - 1).strip());
    assertThat(total.matches()).isTrue();
    assertThat(Integer.parseInt(total.group(1))).isLessThanOrEqualTo(5100);
    assertThat(Integer.parseInt(total.group(2))).isEqualTo(loaded.size() - 1).isBetween(40, 60);

    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme).contains(script + " train --figures none");
    String order = readme.substring(readme.indexOf("Read on in ten"));
    List<String> names =
        Pattern.compile("`([A-Z]\\w+)`")
            .matcher(order.substring(0, order.indexOf("\n\n")))
            .results()
            .map(match -> "/" + match.group(1) + ".java")
            .toList();
    assertThat(names)
        .hasSize(10)
        .allSatisfy(name -> assertThat(loaded).anyMatch(line -> line.endsWith(name)));
  }

  @BeforeEach
  void filesThatTheExamplesName() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Path best = Path.of("models", "fashion-mnist-best.zip");
    Files.copy(best, models.resolve("fashion-mnist-best.zip"));
    Files.copy(best, models.resolve("latest.zip"));
    ImageSet test = FashionMnist.bundled().test();
    byte[] shoe = Pictures.encoded(Pictures.grey(test.image(0), 28, 28), "jpg");
    Files.write(folder.resolve("shoe.jpg"), shoe);
  }

  /** Imports at the top, the rest in a main method. */
  private Result run(String example, String end) throws Exception {
    StringBuilder imports = new StringBuilder();
    StringBuilder body = new StringBuilder();
    example
        .lines()
        .forEach(line -> (line.startsWith("import ") ? imports : body).append(line).append('\n'));
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        imports
            + "class Example { public static void main(String[] args) throws Exception {\n"
            + body
            + end
            + "}}\n");
    return FatJar.in(folder).runSource(source);
  }

  @Test
  void classifyingAPicture() throws Exception {
    Result result = run(example(DOCS.resolve("pictures.md")), "");
    Matcher printed =
        Pattern.compile("ankle boot (0\\.\\d+)\\s+or (\\w+)\\s+").matcher(result.out());
    assertThat(result.out()).matches(printed.pattern());
    assertThat(printed.matches()).isTrue();
    assertThat(Double.parseDouble(printed.group(1))).isBetween(0.5, 1.0);
    assertThat(printed.group(2)).isIn("sneaker", "sandal");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void openingAZipWithPlainDeeplearning4j() throws Exception {
    Result result =
        run(
            example(DOCS.resolve("zip.md")),
            "System.out.println(java.util.Arrays.toString(probabilities.shape()));");
    assertThat(result.out()).endsWith("[1, 10]" + System.lineSeparator());
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void exportingAModel() throws Exception {
    Result result =
        run(
            example(DOCS.resolve("export.md")),
            "System.out.println(new String(onnx, 0, 40, java.nio.charset.StandardCharsets.US_ASCII));");
    assertThat(result.out()).contains("softmax-regression");
    assertThat(result.exitCode()).isZero();
  }
}
