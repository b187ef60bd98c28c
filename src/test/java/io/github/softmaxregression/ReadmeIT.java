package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.FatJar.Result;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java examples compile, run and give what they should, word for word. */
class ReadmeIT {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private static List<String> examples() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @BeforeEach
  void filesThatTheExamplesName() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Path best = Path.of("models", "fashion-mnist-best.zip");
    Files.copy(best, models.resolve("fashion-mnist-best.zip"));
    Files.copy(best, models.resolve("latest.zip"));
    ImageSet test = FashionMnist.bundled().test();
    BufferedImage shoe = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    shoe.getRaster().setDataElements(0, 0, 28, 28, test.image(0));
    assertThat(ImageIO.write(shoe, "jpg", folder.resolve("shoe.jpg").toFile())).isTrue();
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
    Result result = run(examples().get(0), "");
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
            examples().get(1),
            "System.out.println(java.util.Arrays.toString(probabilities.shape()));");
    assertThat(result.out()).endsWith("[1, 10]" + System.lineSeparator());
    assertThat(result.exitCode()).isZero();
    assertThat(examples()).hasSize(2);
  }
}
