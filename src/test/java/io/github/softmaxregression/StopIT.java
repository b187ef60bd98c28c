package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whoever presses Ctrl-C is told in a line what is kept, and it is so. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // which have kill
class StopIT {
  private static final int INTERRUPTED = 130;

  @TempDir private Path folder;

  /** Starts a command, interrupts it once it has printed something, and returns it ended. */
  private Process stopped(String printed, String... command) throws Exception {
    Process process = FatJar.in(folder).start(command);
    Await.until(printed, () -> FatJar.outputOf(process).contains(printed) || !process.isAlive());
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(Await.exit(kill)).isZero();
    assertThat(Await.exit(process, 60)).isEqualTo(INTERRUPTED);
    assertThat(FatJar.errorsOf(process)).hasLineCount(1);
    return process;
  }

  @Test
  void trainKeepsACheckpoint() throws Exception {
    Process process =
        stopped("\"epoch\":1,", "train", "--epochs=9000", "--json", "-q", "--out=m.zip");
    assertThat(FatJar.errorsOf(process))
        .startsWith("stopped in epoch ")
        .endsWith(" train --epochs=9000 --json -q --out=m.zip --resume" + System.lineSeparator());
    List<String> lines = FatJar.outputOf(process).lines().toList();
    for (String line : lines) {
      JsonOutputTest.check("train", line);
    }
    JsonObject end = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertThat(end.get("end").getAsString()).isEqualTo("stopped");
    assertThat(folder.resolve(end.get("saved").getAsString())).exists();
    assertThat(folder.resolve("m.zip")).doesNotExist();
  }

  @Test
  void tuneKeepsWhatItHasPrinted() throws Exception {
    String[] command = {
      "tune", "--folds=2", "--candidate=--epochs 1", "--candidate=--epochs 9000 --seed 7"
    };
    Process process = stopped("--epochs 1" + System.lineSeparator(), command);
    assertThat(FatJar.errorsOf(process)).startsWith("stopped: 1 of 2 candidates were compared; ");
  }

  @Test
  void anExportIsNotHalfWritten() throws Exception {
    Process process = stopped("01-softmax-regression", "notebooks", "export", "--out=export");
    assertThat(FatJar.errorsOf(process))
        .isEqualTo("stopped: nothing was written" + System.lineSeparator());
    assertThat(folder.resolve("export")).isEmptyDirectory();
  }
}
