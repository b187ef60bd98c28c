package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.data.IdxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told once a run is over. */
class FinishedRunTest {
  @TempDir private Path folder;

  private CommandLine train(String options) {
    CommandLine result =
        CommandLine.run(
            "train --epochs 1 --figures none --out " + folder.resolve("m.zip") + " " + options);
    assertThat(result.exitCode()).describedAs(result.err()).isZero();
    return result;
  }

  @Test
  void thereIsNothingToResume() throws IOException {
    train("--resume");
    byte[] first = Files.readAllBytes(folder.resolve("m.zip"));
    assertThat(train("--resume").out())
        .isEqualTo(
            "%s is finished: there is nothing to go on with%n".formatted(folder.resolve("m.zip")));
    assertThat(Files.readAllBytes(folder.resolve("m.zip"))).isEqualTo(first);
    assertThat(train("--resume --resize 14").out()).as("another size").contains("saved ");
    Path data = folder.resolve("data");
    IdxFiles.writeSmallDataSet(data);
    assertThat(train("--resume --data " + data).out()).as("other images").contains("saved ");
    assertThat(train("--resume --data " + data).out()).contains("is finished");
    assertThat(train("--resume --seed 7").out()).as("another run").contains("saved ");
    assertThat(train("--resume --seed 7 --from best").out()).contains("going on from", "saved ");
    assertThat(train("--resume --seed 7 --from best").out()).contains("is finished");
  }

  @Test
  void aLossThatHasGrownIsTold() throws IOException {
    Path data = folder.resolve("data");
    IdxFiles.writeSmallDataSet(data);
    Path zip = folder.resolve("m.zip");
    String train = "train --figures none --epochs 3 --batch-size 5 --learning-rate ";
    assertThat(CommandLine.run(train + "30 --data", data, "--out", zip).out())
        .containsPattern(
            "\nthe loss has grown, from [0-9.]+ to [0-9.]+: a smaller --learning-rate may help\n");
    assertThat(CommandLine.run(train + "0.1 --data", data, "--out", zip).out())
        .doesNotContain("has grown");
  }

  @Test
  void comparingEndsInAJudgement() {
    assertThat(CommandLine.run("compare best chapter").out())
        .containsPattern("\nA is better: of \\d+ images on which only one is right, it is A on ");
    assertThat(CommandLine.run("compare chapter best").out()).contains("\nB is better: ");
    assertThat(CommandLine.run("compare best best").out())
        .endsWith("Both are right on the same images." + System.lineSeparator());
  }
}
