package io.github.softmaxregression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softmaxregression.backend.BackendChoice;
import io.github.softmaxregression.backend.BackendChoice.Device;
import io.github.softmaxregression.data.FashionMnist;
import io.github.softmaxregression.model.ModelKind;
import io.github.softmaxregression.model.Optimizer;
import io.github.softmaxregression.store.ModelSource;
import io.github.softmaxregression.store.StoredModel;
import io.github.softmaxregression.store.ZipContents;
import io.github.softmaxregression.web.playground.PlaygroundRun;
import io.github.softmaxregression.web.playground.PlaygroundSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the playground keeps is what the commands know. */
class PlaygroundZipTest {
  @TempDir Path folder;

  /** Each is made again from what it says of itself, to the last byte. */
  @ParameterizedTest
  @CsvSource({
    "NETWORK, 0, 1, 0",
    "NETWORK, 0.3, 255, 0",
    "NETWORK, 0.3, 1, 40",
    "SCRATCH, 0, 255, 7",
    "UNSTABLE, 0.5, 1, 0"
  })
  void whatIsKeptIsVerified(ModelKind kind, double wrong, int white, int steps)
      throws IOException, InterruptedException {
    FashionMnist data = FashionMnist.bundled();
    PlaygroundRun run =
        new PlaygroundRun(
            new PlaygroundSettings(
                kind, 2, 64, 0.1, 0.01, Optimizer.SGD, 0, 0, 2000, wrong, white, 42),
            data.train(),
            data.test(),
            data,
            () -> BackendChoice.of(Device.AUTO),
            steps > 0);
    run.start();
    for (int done = 0; done < steps; done++) {
      int now = done;
      Await.until("a step", () -> run.latest().step() == now);
      run.step();
    }
    Await.until("the end", () -> steps > 0 ? run.latest().step() == steps : run.isOver());

    Path file = folder.resolve("kept.zip");
    Files.write(file, run.zip());
    run.stop(null);
    assertThat(CommandLine.run("verify", file.toString()).out())
        .contains("all 7,850 parameters are the same", "so is every byte of");
    float[] kept =
        StoredModel.loadNetwork(ModelSource.file(file))
            .softmaxRegression()
            .orElseThrow()
            .state()
            .parameters();
    ByteBuffer bytes = ByteBuffer.allocate(4 * kept.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(kept);
    assertThat(Base64.getDecoder().decode(run.latest().parameters())).isEqualTo(bytes.array());
  }

  /** Conditions come from outside too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"images\": 70000, \"white\": 1} | images 70000: expected at most 60000",
        "{\"images\": 100, \"white\": 3} | white 3: expected 1 or 255",
        "{\"images\": 100, \"white\": 1, \"wrongLabels\": 1e9} | wrong labels",
        "null | unreadable conditions.json",
        "[] | unreadable conditions.json",
      })
  void impossibleConditionsAreRefused(String json, String message) throws IOException {
    Map<String, byte[]> entries = ZipContents.ofShipped("chapter");
    entries.put("conditions.json", json.getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("strange.zip");
    Files.write(file, ZipContents.zipped(entries));
    CommandLine verified = CommandLine.run("verify", file);
    assertThat(verified.err()).startsWith("error: ").contains(message).hasLineCount(1);
    assertThat(verified.exitCode()).isEqualTo(1);
  }

  /** With the usual settings it is the file that {@code train} saves. */
  @Test
  void aUsualRunGivesAUsualZip() throws IOException, InterruptedException {
    FashionMnist data = FashionMnist.bundled();
    PlaygroundSettings usual =
        new PlaygroundSettings(
            ModelKind.NETWORK, 1, 256, 0.1, 0.01, Optimizer.SGD, 0, 0, 60_000, 0, 1, 42);
    PlaygroundRun run =
        new PlaygroundRun(
            usual, data.train(), data.test(), data, () -> BackendChoice.of(Device.AUTO), false);
    run.start();
    Await.until("the end", run::isOver);
    Path kept = folder.resolve("kept.zip");
    Files.write(kept, run.zip());

    Path trained = folder.resolve("trained.zip");
    CommandLine.run("train", "--epochs", "1", "--figures", "none", "--out", trained.toString());
    Map<String, byte[]> expected = ZipContents.of(trained);
    Map<String, byte[]> found = ZipContents.of(kept);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    for (String name : expected.keySet()) {
      if (!name.equals("provenance.json")) { // which has the time
        assertThat(found.get(name)).as(name).isEqualTo(expected.get(name));
      }
    }
  }
}
