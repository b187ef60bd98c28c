package io.github.softmaxregression;

import static io.github.softmaxregression.CommandLine.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.data.ImageSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measuring a model on photographs in folders. */
class BenchmarkPhotographsTest {
  private static final String COMMAND = "benchmark photographs --model photo ";

  @TempDir private Path folder;

  private Path photographs;

  /** Keeps sneakers and ankle boots in a folder that is called shoes. */
  @BeforeEach
  void writePictures() throws IOException {
    photographs = folder.resolve("photographs");
    ImageSet images = FashionMnist.bundled().test();
    for (int i = 0; i < 60; i++) {
      String name = images.classNames().get(images.label(i));
      boolean shoe = name.equals("sneaker") || name.equals("ankle boot");
      Path ofClass = Files.createDirectories(photographs.resolve(shoe ? "shoes" : name));
      Files.write(ofClass.resolve("%02d.png".formatted(i)), Pictures.png(images, i));
    }
  }

  private CommandLine measured(String options) {
    return CommandLine.run(COMMAND + options, photographs);
  }

  @Test
  void classesAreCountedAndFoldersWithoutOneAreNamed() {
    CommandLine result = measured("");
    assertThat(result.err())
        .matches("passed over shoes: no class for its 11 pictures; see --classes\\R");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .startsWith("model  fashion-mnist-photo (shipped with the program)")
        .containsPattern("\ndress +dress +5 +\\d +[01]\\.\\d{4}\n")
        .containsPattern("\nall +49 +\\d+ +0\\.\\d{4}\n")
        .containsPattern("\nmean probability of the class named +0\\.\\d{4}\n")
        .containsPattern("\nright of the half it is surest of +[01]\\.\\d{4}\n")
        .containsPattern("\nwith a note: not to be trusted +0\\.\\d{4}\n")
        .containsPattern("\nmedian time for a picture +\\d+\\.\\d ms\n")
        .doesNotContain("shoes");
  }

  @Test
  void aFolderMayHaveSeveralRightClasses() {
    CommandLine result =
        CommandLine.run(COMMAND, "--classes", "shoes=sneaker|ankle boot", photographs);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsPattern("\nshoes +sneaker or ankle boot +11 +(10|11) +[01]\\.\\d{4}\n")
        .containsPattern("\nall +60 ");
  }

  @Test
  void theMostConfidentMistakesAreDrawn() throws IOException {
    Path figure = folder.resolve("worst.svg");
    // Every sneaker and ankle boot is a mistake, and few others are.
    CommandLine result =
        CommandLine.run(COMMAND, photographs, "--classes", "shoes=bag", "--worst", figure);
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .containsPattern("drew \\Q" + figure + "\\E: the 6 most confident of \\d\\d mistakes");
    String svg = Files.readString(figure);
    assertThat(svg.split("<image ", -1)).hasSize(2 * 6 + 1);
    assertThat(svg)
        .contains(">shoes" + folder.getFileSystem().getSeparator(), " more left out</text");
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestIsMeasured() throws IOException {
    Path letter = Files.writeString(photographs.resolve("coat").resolve("letter.png"), "hello");
    Files.writeString(photographs.resolve("coat").resolve("notes.txt"), "hello");
    Files.createDirectory(photographs.resolve("bag-of-nothing"));
    Path emptied = Files.createDirectory(folder.resolve("elsewhere")).resolve("sandal");
    Files.move(photographs.resolve("sandal"), emptied);
    Files.createDirectory(photographs.resolve("sandal"));
    CommandLine result = measured("");
    assertThat(result.err())
        .contains("error: " + letter.toRealPath() + ": found no picture that is known")
        .contains("coat: left out, as no pictures to read: 1 .txt")
        .contains("passed over bag-of-nothing: no class for its 0 pictures")
        .contains("passed over sandal: no picture in it");
    assertThat(result.out()).contains("1 could not be read and are not counted").contains("all");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void wrongClassesAreExitCode2() {
    String line = "benchmark photographs --model photo --classes";
    fails(
        2,
        "--classes shoes=boot: expected one of t-shirt, trouser",
        line,
        "shoes=boot",
        photographs);
    fails(2, "'hats=bag': no folder hats in " + photographs, line, "hats=bag", photographs);
    fails(2, "'shoes': expected FOLDER=CLASS or", line, "shoes", photographs);
    fails(2, "expected FOLDER=CLASS or", line, "shoes=bag|", photographs);
    fails(2, "expected the folder shoes once", line, "shoes=bag,shoes=coat", photographs);
  }

  @Test
  void aFolderWithoutAPhotographIsExitCode1() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    fails(1, empty + ": found no picture in a folder that bears", COMMAND, empty);
    Files.createDirectory(empty.resolve("bag"));
    fails(1, empty + ": found no picture in a folder that bears", COMMAND, empty);
    Path missing = folder.resolve("missing");
    fails(1, missing + ": found nothing there", COMMAND, missing);
  }

  @Test
  void aFigureThatCannotBeWrittenIsToldBeforeTheWork() throws IOException {
    fails(2, "--worst a.gif: expected a name ending in", COMMAND + "--worst a.gif", photographs);
    Path read = photographs.resolve("coat").resolve("worst.png");
    Files.write(read, Pictures.png(FashionMnist.bundled().test(), 0));
    fails(2, "would be overwritten, and is read", COMMAND, photographs, "--worst", read);
  }
}
