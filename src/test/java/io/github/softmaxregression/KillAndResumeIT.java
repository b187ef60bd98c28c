package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.FatJar.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Kills, stops and repeats runs, and checks their zips afterwards. */
class KillAndResumeIT {
  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final String TRAINING = "train --figures none --checkpoint-every 40 --epochs 4 ";

  /**
   * Keep state of their own from minibatch to minibatch, from epoch to epoch, or neither; begin
   * anew or not.
   */
  private static final List<String> SETTINGS =
      List.of(
          "--preset best",
          "--optimizer adam --learning-rate 0.001 --schedule cosine --validation 0.1 --patience 2",
          "--optimizer nesterov --dropout 0.2 --from best",
          "--optimizer sgd",
          "--optimizer sgd --schedule cosine --seed 7",
          "--optimizer nesterov --momentum 0.5 --centered --l1 0.00001 --gce-q 0.3",
          "--optimizer adam --dropout 0.5 --batch-size 100",
          "--validation 0.2",
          "--augment slight --l2 0.001");

  @TempDir private Path folder;

  private Result run(String line) throws Exception {
    return FatJar.in(folder).run(line.split(" "));
  }

  private byte[] parameters(String zip) throws IOException {
    try (ZipFile file = new ZipFile(folder.resolve(zip).toFile())) {
      return file.getInputStream(file.getEntry("coefficients.bin")).readAllBytes();
    }
  }

  /** Waits until a run has written a checkpoint, or has ended, and then a moment more. */
  private void awaitCheckpoint(Process run, String name, Random random) throws Exception {
    Await.until(name, () -> Files.exists(folder.resolve(name)) || !run.isAlive());
    Thread.sleep(random.nextInt(600));
  }

  /** Each kill is of a run with other settings, as far as there are some. */
  @Test
  void aKilledRunGoesOnToTheSameParameters() throws Exception {
    Random random = new Random(1);
    int resumed = 0;
    for (int i = 0; i < KILLS; i++) {
      int setting = i % SETTINGS.size();
      String training = TRAINING + SETTINGS.get(setting) + " --out ";
      String whole = "whole" + setting + ".zip";
      if (i == setting) {
        assertThat(run(training + whole).exitCode()).isZero();
      }
      String zip = "killed" + i + ".zip";
      Process process = FatJar.in(folder).start((training + zip).split(" "));
      awaitCheckpoint(process, "killed" + i + ".checkpoint.zip", random);
      Files.writeString(folder.resolve(".killed" + i + ".checkpoint.zip.1.tmp"), "half");
      Await.exit(process.destroyForcibly(), 60);
      Result result = run(training + zip + " --resume");

      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
      resumed += result.out().contains("\ngoing on in epoch ") ? 1 : 0;
      assertThat(parameters(zip)).as(training).isEqualTo(parameters(whole));
      assertThat(folder.resolve("killed" + i + ".checkpoint.zip")).doesNotExist();
      assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }
    assertThat(resumed).as("runs killed before their end").isPositive();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC}) // elsewhere a process is ended without being asked
  void aStoppedRunSavesAndSaysHowToGoOn() throws Exception {
    Process process =
        FatJar.in(folder)
            .start("train", "--epochs", "2000", "--figures", "none", "--checkpoint-every", "200");
    awaitCheckpoint(process, "models/latest.checkpoint.zip", new Random(2));
    Result second = run("train --epochs 1");
    process.destroy(); // SIGTERM, as Ctrl-C
    int exitCode = Await.exit(process, 60);
    String said = FatJar.errorsOf(process);

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).contains("found another run that writes there").hasLineCount(1);
    assertThat(exitCode).isEqualTo(143);
    assertThat(said)
        .startsWith("stopped in epoch ")
        .hasLineCount(1)
        .contains(
            "to go on: java -jar "
                + System.getProperty("softmaxregression.jar")
                + " train --epochs 2000 --figures none"
                + " --checkpoint-every 200 --resume\n");
    assertThat(folder.resolve("models/latest.checkpoint.zip")).exists();
    assertThat(folder.resolve("models/latest.zip")).doesNotExist();

    Result other = run("train --resume --epochs 3");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("--resume goes on with the settings in models");
  }

  /** Limits the size of files, as a full disk does. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC}) // which have ulimit
  void aFullDiskLeavesTheOldZip() throws Exception {
    run("train --epochs 1 --figures none --out m.zip");
    byte[] before = Files.readAllBytes(folder.resolve("m.zip"));
    Result full =
        FatJar.in(folder)
            .under("sh", "-c", "ulimit -f 20; exec \"$@\"", "sh")
            .javaOptions("-XX:-UsePerfData")
            .run("train", "--epochs", "2", "--figures", "none", "--out", "m.zip");

    assertThat(full.exitCode()).isEqualTo(1);
    // On a slow machine a checkpoint is due before the end.
    assertThat(full.err())
        .matches("error: m(\\.checkpoint)?\\.zip: found that it cannot be written \\(.*\\R");
    assertThat(Files.readAllBytes(folder.resolve("m.zip"))).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    assertThat(run("evaluate --model m.zip --figures none").exitCode()).isZero();
  }

  @Test
  void verifyNoticesWhatHasBeenChanged() throws Exception {
    run("train --epochs 1 --figures none --out m.zip");
    Result sound = run("verify m.zip");
    assertThat(sound.err()).isEmpty();
    assertThat(sound.exitCode()).isZero();
    assertThat(sound.out()).contains("all 7,850 parameters are the same").contains("every byte");

    byte[] bytes = Files.readAllBytes(folder.resolve("m.zip"));
    Random random = new Random(3);
    for (int i = 0; i < 4; i++) {
      byte[] changed = bytes.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(folder.resolve("changed.zip"), changed);
      Result result = run("verify changed.zip");
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).startsWith("error: changed.zip: found ").hasLineCount(1);
    }
  }

  @Test
  void compareTellsWhichIsBetter() throws Exception {
    run("train --epochs 1 --figures none --out a.zip");
    run(TRAINING + "--preset best --out b.zip");
    Result different = run("compare a.zip b.zip --figure ab.svg");
    Result same = run("compare a.zip a.zip");

    assertThat(different.err()).isEmpty();
    assertThat(different.out())
        .contains("A  a.zip  accuracy 0.78")
        .contains("B  b.zip  accuracy 0.8")
        .contains("with probability below 0.0001")
        .contains("only B is right, for example");
    assertThat(folder.resolve("ab.svg")).isNotEmptyFile();
    assertThat(same.out()).contains("with probability 1.0000");
    assertThat(same.exitCode()).isZero();
  }
}
