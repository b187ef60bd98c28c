package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.FatJar.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The models that ship: in the project and inside the jar. */
@Tag("long")
class ShippedModelsIT {
  private static final Path SHELF = Path.of("models").toAbsolutePath();

  /** Empty: no model lies there. */
  @TempDir private Path folder;

  private Result run(String... args) throws Exception {
    return FatJar.in(folder).run(args);
  }

  @Test
  void theBestOneIsUsedInAnyFolder() throws Exception {
    Result predicted = run("predict", "--test-index", "0..5");
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.out().lines().skip(2))
        .hasSize(6)
        .allSatisfy(
            line -> {
              String[] cells = line.strip().split(" {2,}");
              assertThat(cells[2]).as("predicted").isEqualTo(cells[1]);
            });

    Result evaluated = run("evaluate", "--figures", "none");
    assertThat(evaluated.err()).isEmpty();
    assertThat(evaluated.out())
        .startsWith("model     fashion-mnist-best (shipped with the program)")
        .containsPattern("\naccuracy  0\\.8493 ");
    assertThat(folder.resolve("models")).doesNotExist();
  }

  /** The real runs: forty epochs of the preset 'best', ten, eight of 'photo', on all images. */
  @ParameterizedTest
  @ValueSource(strings = {"best", "chapter", "photo"})
  void trainingAgainGivesThem(String name) throws Exception {
    Path zip = SHELF.resolve("fashion-mnist-" + name + ".zip");
    Result fromFile = run("verify", zip.toString());
    assertThat(fromFile.err()).isEmpty();
    assertThat(fromFile.exitCode()).isZero();
    // On another kind of processor not to the last bit; then it says how near.
    assertThat(fromFile.out())
        .containsPattern("all 7,850 parameters are the same|differ, by up to \\d\\.\\de-0[5-9]: ")
        .containsPattern("every byte (of|is as)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"best", "chapter", "photo"})
  void aChangedByteIsNoticed(String name) throws Exception {
    byte[] bytes = Files.readAllBytes(SHELF.resolve("fashion-mnist-" + name + ".zip"));
    Random random = new Random(5);
    Path changed = folder.resolve("changed.zip");
    bytes[random.nextInt(bytes.length)] ^= 4;
    Files.write(changed, bytes);
    Result result = run("verify", "changed.zip");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("error: changed.zip: found ").hasLineCount(1);
  }

  /** Version 1.0.0 wrote other words beside the same parameters. */
  @Test
  void zipsOfAnotherVersionAreComparedAsFarAsTheyCanBe() throws Exception {
    Path before = Path.of("src/test/resources/saved-before").toAbsolutePath();
    Result chapter = run("verify", before.resolve("fashion-mnist-chapter.zip").toString());
    assertThat(chapter.err()).isEmpty();
    assertThat(chapter.out())
        .containsPattern("all 7,850 parameters are the same|differ, by up to \\d\\.\\de-0[5-9]: ")
        .contains("softmax-regression 1.0.0 has written the rest of ");
    Result best = run("verify", before.resolve("fashion-mnist-best.zip").toString());
    assertThat(best.exitCode()).isEqualTo(1);
    assertThat(best.err())
        .contains("found a model trained with Polyak's momentum, expected the optimizer sgd")
        .endsWith("verify it with softmax-regression 1.0.0" + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void theCardSaysWhatTheyAre() throws Exception {
    Path file = folder.resolve("README.md");
    Result card = run("card", "--out", file.toString());
    assertThat(card.err()).isEmpty();
    String text = Files.readString(file);
    assertThat(text).isEqualTo(Files.readString(SHELF.resolve("README.md")));
    assertThat(text).startsWith("---\nlicense: apache-2.0\n").contains("value: 0.8493\n");
    for (String model : List.of("best", "chapter", "photo")) {
      for (String figure : List.of("confusion", "weights")) {
        String name = "fashion-mnist-%s-%s.svg".formatted(model, figure);
        assertThat(text).contains("(%s)".formatted(name));
        // Not byte by byte: its small pictures are packed as each Java does it.
        assertThat(folder.resolve(name)).content().startsWith("<?xml").contains("ankle boot");
        assertThat(SHELF.resolve(name)).isRegularFile();
      }
    }
  }

  @Test
  void compareKnowsThemByName() throws Exception {
    Result compared = run("compare", "best", "chapter");
    assertThat(compared.err()).isEmpty();
    assertThat(compared.out())
        .contains("A  fashion-mnist-best (shipped with the program)  accuracy 0.8493");
  }
}
