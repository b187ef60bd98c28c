package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.softmaxregression.FatJar.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program does where a process stands in odd surroundings; the locale is C. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // other names of files are not possible elsewhere
class SurroundingsIT {
  private static final String SPELLED =
      "a name that the locale cannot spell, expected characters of ANSI_X3.4-1968;"
          + " set the environment variable LC_ALL to C.UTF-8";

  @TempDir private Path folder;

  private Result java(String line) throws IOException, InterruptedException {
    return FatJar.in(folder).run(line.split(" "));
  }

  private Path pictures() throws IOException {
    Path data = folder.resolve("data");
    for (String name : new String[] {"boot", "käse", "trouser"}) {
      for (int i = 0; i < 6; i++) {
        Path ofClass = Files.createDirectories(data.resolve(name));
        Files.write(ofClass.resolve(i + ".jpg"), Pictures.faulty("good.jpg"));
      }
    }
    return data;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --data data --epochs 1",
        "train --data data/käse",
        "train --epochs 1 --out käse.zip",
        "predict data/käse/1.jpg",
        "predict --test-index 0 --model käse.zip",
        "predict --test-index 0 --labels käse.txt",
        "predict data/boot --out käse.csv",
        "predict data/boot --figure käse.svg",
        "benchmark photographs data"
      })
  void aNameBeyondTheLocaleIsOneLineThatSaysWhatToSet(String line) throws Exception {
    pictures();
    Result result = java(line);
    assertThat(result.err()).contains(SPELLED).hasLineCount(1).doesNotContain("bug");
    assertThat(result.exitCode()).isIn(1, 2);
  }

  /** The rest of a folder is done all the same. */
  @Test
  void predictGoesOnWithOtherNames() throws Exception {
    pictures();
    Result result = java("predict data --format csv");
    assertThat(result.err()).contains(SPELLED).hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out().lines()).hasSize(1 + 12);
    Result spelled =
        FatJar.in(folder)
            .environment("LC_ALL", "C.UTF-8")
            .run("predict", "data", "--format", "csv");
    assertThat(spelled.exitCode()).isZero();
    assertThat(spelled.out().lines()).hasSize(1 + 18);
  }

  /** Java would write into a folder with question marks in its name. */
  @Test
  void aWorkingFolderBeyondTheLocaleIsRefused() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("käse"));
    Result result = FatJar.in(inside).run("train", "--epochs", "1");
    assertThat(result.err()).contains(SPELLED).hasLineCount(1);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(folder)
        .isDirectoryContaining(inside::equals)
        .isDirectoryNotContaining("glob:**\\?*");
  }

  @Test
  void aUserWithoutAnEntryHasNoFolderCalledQuestionMark() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Result result =
        FatJar.in(folder)
            .javaOptions("-Duser.home=?")
            .environment("HOME", home.toString())
            .run("data");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(folder.resolve("?")).doesNotExist();
    assertThat(home.resolve(".javacpp")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=5m", "size=600m,noexec"})
  void aCacheForNativesThatDoesNotServeIsTold(String options) throws Exception {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    int mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", cache.toString());
    assumeTrue(mounted == 0, "needs the right to mount a volume");
    try {
      Result result =
          FatJar.in(folder).javaOptions("-Dorg.bytedeco.javacpp.cachedir=" + cache).run("data");
      String wrong = options.contains("noexec") ? "mounted noexec" : "MB free, expected 420 MB";
      assertThat(result.err())
          .startsWith("error: " + cache.toRealPath() + ": ")
          .contains(wrong, "java -Dorg.bytedeco.javacpp.cachedir=DIR")
          .hasLineCount(1);
      assertThat(result.exitCode()).isEqualTo(1);
    } finally {
      run("umount", cache.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor();
  }
}
